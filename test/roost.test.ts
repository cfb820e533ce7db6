import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from './desk.ts'

describe('Roost on a desk', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
  })
  afterAll(() => it?.close())

  const card = (text: string) =>
    it.until((all) => all.messages.find((message) => words(message).includes(text) && labels(message).length > 0))

  test('the first page opens on cards that nobody has', async () => {
    const first = await it.until((all) => all.messages.find((message) => labels(message).includes('Claim')))
    expect(labels(first).slice(0, 3)).toEqual(['Claim', 'Reply', 'Like and Close'])
    expect(words(first)).toMatch(/Reply by/)
  })

  test('a customer writes, an agent claims, tags and replies, and the customer reads it', async () => {
    await it.write({ text: 'Is the sand mug dishwasher safe?' })
    const message = await card('dishwasher')
    expect(words(message)).toContain('> Is the sand mug dishwasher safe?')

    await it.press('Claim', 'dishwasher')
    await it.until((all) =>
      all.messages.find((one) => /dishwasher/.test(words(one)) && /\*Grace\* took this/.test(words(one))),
    )

    await it.press('Tag', 'dishwasher')
    await it.submit({ Tags: 'Mugs, care', Priority: 'High' })
    await it.until((all) => all.messages.find((one) => words(one).includes('Priority high · Tags: care, mugs')))

    await it.press('Reply', 'dishwasher')
    const modal = await it.until((all) => all.modals.at(-1))
    expect(modal.view.title.text).toBe('Reply to Mira')
    expect(words(modal)).toMatch(/From Lumen to .* private message on Shop chat/)
    await it.submit({ Reply: 'It is, up to 60 degrees.' })
    await it.until((all) =>
      all.letters.find((letter) => letter.from === 'us' && letter.text === 'It is, up to 60 degrees.'),
    )
    const answered = await it.until((all) =>
      all.messages.find((one) => /· Sent/.test(words(one)) && /dishwasher/.test(words(one))),
    )
    expect(labels(answered)[0]).toBe('Close')
  })

  test('what nobody would send is answered, and Roost goes on', async () => {
    const asked = (path: string, method = 'GET') =>
      new Promise<number | undefined>((done) => {
        const { hostname, port } = new URL(it.origin)
        request({ hostname, port, path, method }, (response) => done(response.resume().statusCode)).end()
      })
    expect(await asked('//')).toBe(400)
    expect(await asked('/slack/events')).toBe(404)
    expect(await asked('/slack/events', 'PUT')).toBe(404)
    expect(await asked('/webhooks/custom/shop-chat', 'DELETE')).toBe(404)
    expect(await asked('/health')).toBe(200)
  })

  test('the second agent who presses Claim is told who has it', async () => {
    await it.write({ text: 'Two of you at once?', customer: 'wei' })
    const message = await card('Two of you at once')
    const button = { at: { in: 'message', channel: message.channel, ts: message.ts }, chosen: {}, state: {} }
    const block = message.blocks.find((one: { type: string }) => one.type === 'actions').block_id
    await Promise.all(
      (['grace', 'alan'] as const).map((as) => it.does('press', { ...button, blockId: block, actionId: 'claim' }, as)),
    )
    const told = await Promise.race([
      it.until((all) => all.ephemerals.find((one) => /Grace took this/.test(one.text)), 'alan'),
      it.until((all) => all.ephemerals.find((one) => /Alan took this/.test(one.text)), 'grace'),
    ])
    expect(told.text).toMatch(/took this (just now|\d+ seconds? ago)\./)
  })

  test('a reply that is too long is refused at its field, and nothing typed is lost', async () => {
    await it.write({ text: 'A long story please', customer: 'sofia', account: 'facebook', place: 'private' })
    await it.press('Reply', 'A long story please', 'ana')
    await it.submit({ Reply: 'x'.repeat(2500) }, 'ana')
    const modal = await it.until((all) => all.modals.find((one) => JSON.stringify(one).includes('Shorten by')), 'ana')
    expect(JSON.stringify(modal)).toContain('2,500 characters; Facebook takes 2,000. Shorten by 500.')
    await it.does('close', { id: modal.id, all: true, state: {} }, 'ana')
  })

  test('when the customer writes meanwhile, Send Reply asks first', async () => {
    await it.write({ text: 'Where is parcel 7?', customer: 'tomas' })
    await it.press('Reply', 'parcel 7')
    const before = await it.until((all) => all.modals.at(-1))
    await it.write({ text: 'Found it, never mind', customer: 'tomas' })
    await it.until((all) => all.messages.find((one) => /wrote again/.test(words(one)) || /Found it/.test(words(one))))
    await it.submit({ Reply: 'On its way.' })
    const asks = await it.until((all) =>
      all.modals.find((one) => /wrote again: _Found it, never mind_/.test(words(one))),
    )
    expect(words(asks)).toContain('Send anyway?')
    expect(asks.id).toBe(before.id)
    await it.submit({})
    await it.until((all) => all.letters.find((letter) => letter.from === 'us' && letter.text === 'On its way.'))
  })

  test('a photo stands on the card as Slack’s own file, and goes with the message the customer deletes', async () => {
    const post = (await it.sees()).posts[0]?.id
    const comment = { account: 'facebook', place: 'public', customer: 'priya', post } as const
    await it.write({ ...comment, text: 'It arrived like this', picture: '/sandbox/pictures/cracked-lamp.png' })
    const shown = (row: { blocks: { accessory?: { slack_file?: { id: string } } }[] }) =>
      row.blocks.find(({ accessory }) => accessory?.slack_file)?.accessory?.slack_file?.id
    const id = await it.until(({ messages }) => {
      const row = messages.find((one) => words(one).includes('It arrived like this'))
      return row?.blocks && shown({ blocks: row.blocks })
    })
    const file = await fetch(`${it.origin}/files/${id}/picture`)
    const original = await fetch(`${it.origin}/sandbox/pictures/cracked-lamp.png`)
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(await original.arrayBuffer()))).toBe(true)

    const letter = (await it.sees()).letters.find(({ text }) => text === 'It arrived like this')
    await it.does('remove', { id: letter?.id })
    await it.until(({ messages }) => messages.find((one) => words(one).includes('Priya Nair deleted this at')))
    await it.until(({ files }) => !files.some((one) => one.id === id))
    expect((await fetch(`${it.origin}/files/${id}/picture`)).status).toBe(404)
  })

  test('an agent attaches a picture, and the customer sees it; what the network does not take is refused first', async () => {
    const mug = Buffer.from(await (await fetch(`${it.origin}/sandbox/pictures/mug.png`)).arrayBuffer())
    await it.write({ text: 'Which mug is it?', customer: 'hannah' })
    await it.press('Reply', 'Which mug is it?')
    const large = await it.attach('large.png', Buffer.alloc(3_000_000))
    await it.submit({ Reply: 'This one.', Attach: large })
    await it.until(({ modals }) => JSON.stringify(modals.at(-1)).includes('large.png is 3 MB; Shop chat takes 2 MB.'))
    const film = await it.attach('film.mp4', Buffer.from('film'))
    await it.submit({ Reply: 'This one.', Attach: film })
    await it.until(({ modals }) => JSON.stringify(modals.at(-1)).includes('film.mp4: only'))

    await it.submit({ Reply: 'This one.', Attach: await it.attach('mug.png', mug) })
    const answer = await it.until(({ letters }) =>
      letters.find(({ from, text }) => from === 'us' && text === 'This one.'),
    )
    const seen = await fetch(answer.attached[0].url)
    expect(Buffer.from(await seen.arrayBuffer()).equals(mug)).toBe(true)
    await it.until(({ messages }) =>
      messages.find((one) => /Grace replied at .* with mug.png: "This one."/.test(words(one))),
    )
    expect((await it.sees()).letters.filter(({ text }) => text === 'This one.')).toHaveLength(1)
  })

  test('where files go apart they follow the words, each once, and a question meanwhile forgets none', async () => {
    const way = { account: 'facebook', place: 'private', customer: 'lukas' } as const
    await it.write({ ...way, text: 'Show me both lamps' })
    await it.press('Reply', 'Show me both lamps')
    const files = [await it.attach('one.png', Buffer.from('one')), await it.attach('two.pdf', Buffer.from('two'))]
    await it.write({ ...way, text: 'Please' })
    await it.until(({ messages }) => messages.find((one) => words(one).includes('> Please')))
    await it.submit({ Reply: 'Here they are.', Attach: files.join(', ') })
    const asks = await it.until(({ modals }) => modals.find((one) => words(one).includes('Send anyway?')))
    expect(words(asks)).toContain('Attached: one.png, two.pdf')
    await it.submit({})
    const sent = await it.until(({ letters }) => {
      const ours = letters.filter(({ from, customer }) => from === 'us' && customer === 'lukas')
      return ours.length === 3 && ours.sort((one, other) => one.at - other.at)
    })
    expect(sent.map(({ text, attached }) => text || attached[0].name)).toEqual(['Here they are.', 'one.png', 'two.pdf'])
  })

  test('below a comment one picture goes along with the words', async () => {
    const post = (await it.sees()).posts[0]?.id
    await it.write({ account: 'facebook', place: 'public', customer: 'lukas', text: 'How large is it?', post })
    await it.press('Reply', 'How large is it?')
    const large = await it.attach('large.jpg', Buffer.alloc(5_000_000))
    await it.submit({ Reply: 'As large as a hand.', Attach: large })
    await it.until(({ modals }) => JSON.stringify(modals.at(-1)).includes('large.jpg is 5 MB; Facebook takes 4 MB.'))
    await it.submit({ Reply: 'As large as a hand.', Attach: await it.attach('hand.jpg', Buffer.from('hand')) })
    const ours = await it.until(({ letters }) => letters.find(({ text }) => text === 'As large as a hand.'))
    expect(ours).toMatchObject({ place: 'public', attached: [{ name: 'hand.jpg' }] })
    await it.until(({ messages }) => messages.find((one) => /with hand.jpg: "As large as a hand."/.test(words(one))))
  })

  test('what the customer takes back is taken out of the thread, too', async () => {
    await it.write({ text: 'My lamp flickers', customer: 'omar' })
    await card('My lamp flickers')
    await it.write({ text: 'My card number is 4929', customer: 'omar' })
    const entry = (all: Seen) => all.messages.find((one) => one.threadTs && words(one).includes('4929'))
    await it.until(entry)
    const letter = (await it.sees()).letters.find(({ text }) => text === 'My card number is 4929')
    await it.does('edit', { id: letter?.id, text: 'My card number is 5060' })
    await it.until((all) => all.messages.find((one) => one.threadTs && words(one).includes('5060')))
    await it.does('remove', { id: letter?.id })
    // By its words alone: a time has digits too.
    const said = (all: Seen) => all.messages.map((one) => `${words(one)} ${one.text}`).join()
    await it.until((all) => !/My card number/.test(said(all)) && true)
  })

  test('a guest gets a kind refusal', async () => {
    await it.write({ text: 'Guests cannot take me', customer: 'aylin' })
    await it.press('Claim', 'Guests cannot take me', 'noor')
    const told = await it.until((all) => all.ephemerals.at(-1), 'noor')
    expect(told.text).toMatch(/^Only full members of this workspace/)
  })

  test('a public comment is answered in private, and what the customer says there joins the ticket', async () => {
    const post = (await it.sees()).posts[0]?.id
    await it.write({ account: 'facebook', place: 'public', customer: 'mira', text: 'My order 9 is lost', post })
    await it.press('Reply', 'My order 9 is lost')
    await it.submit({ Reply: 'Let us look at it here.', Where: 'Private' })
    await it.until((all) => all.letters.find((one) => one.from === 'us' && one.text === 'Let us look at it here.'))
    await it.write({ account: 'facebook', place: 'private', customer: 'mira', text: 'My number is 99' })
    const joined = await it.until((all) =>
      all.messages.find((one) => /My number is 99/.test(words(one)) && /order 9 is lost|wrote again/.test(words(one))),
    )
    expect(joined).toBeDefined()
  })

  test('the queue, mine, the figures and help answer', async () => {
    await it.type('/roost help')
    await it.until((all) => all.ephemerals.find((one) => /`\/roost next`/.test(one.text)))
    await it.type('/roost mine')
    await it.until((all) => all.ephemerals.find((one) => /of yours (is|are) open/.test(words(one))))
    await it.type('/roost stats today')
    await it.until((all) =>
      all.ephemerals.find((one) => /\*Received\*/.test(words(one)) && /\*First reply\*/.test(words(one))),
    )
    await it.type('/roost queue')
    await it.until((all) => all.ephemerals.find((one) => /needs? someone/.test(words(one))))
  })

  test('the clock moves on: the channel is told who waits, the owner is reminded, and in the morning comes the digest', async () => {
    await it.write({ text: 'Nobody sees me', customer: 'hannah' })
    await card('Nobody sees me')
    await it.does('clock', { minutes: 40 })
    await it.until((all) =>
      all.messages.find(
        (one) => /Needs someone: \d+ ticket/.test(words(one)) && labels(one).join() === 'Claim Next,Open Queue',
      ),
    )
    await it.does('clock', { minutes: 10 })
    await it.does('clock', { minutes: 15 })
    await it.until((all) => all.messages.find((one) => /(is|are) late\. The oldest waits/.test(words(one))))
    await it.does('clock', { to: 'tomorrow morning' })
    await it.until((all) =>
      all.messages.find((one) => /Waiting now/.test(words(one)) && /First reply: half within/.test(words(one))),
    )
  })
})
