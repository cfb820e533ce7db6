import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Person, words } from '../desk.ts'

describe('beside the card', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk({ env: { CUSTOMER_URL: 'https://shop.example/admin?handle={handle}' } })
  })
  afterAll(() => it?.close())

  const card = (text: string) =>
    it.until((all) => all.messages.find((one) => words(one).includes(text) && labels(one).length > 0))
  const modal = (says: RegExp, as: Person = 'grace') =>
    it.until((all) => all.modals.find((one) => says.test(JSON.stringify(one.view))), as)
  const close = async (id: string, as: Person = 'grace') => it.does('close', { id, all: true, state: {} }, as)

  test('a customer’s name opens who they are: a note stays, earlier tickets and how they ended, and where to look them up', async () => {
    await it.write({ text: 'First question <!here>', customer: 'aylin' })
    await card('First question')
    await it.press('Who Is This?', 'First question')
    const opened = await modal(/Who is this/)
    expect(words(opened)).toMatch(/\*Aylin .*@/)
    expect(words(opened)).toContain('None yet.')
    expect(JSON.stringify(opened.view)).toMatch(/"url":"https:\/\/shop\.example\/admin\?handle=[\w.%]+"/)
    await it.submit({ 'Add a note': 'Calls <@U1> back *always*' })
    const noted = await modal(/Calls &lt;@U1&gt; back/)
    expect(words(noted)).toContain('_Grace, ')
    expect(words(noted)).toMatch(/\*#\d+\* message · .* · open, nobody has it · this one/)
    await it.press('Change…', 'Calls &lt;@U1&gt; back')
    await modal(/Empty it to take it back/)
    await it.submit({ Note: 'Calls <@U1> back <later>' })
    const changed = await modal(/back &lt;later&gt;/)
    await close(changed.id)

    await it.press('No Reply Needed', 'First question')
    await it.until((all) => all.messages.find((one) => /Aylin.*closed by Grace/.test(words(one))))
    await it.write({ text: 'Second question', customer: 'aylin' })
    await card('Second question')
    await it.press('Who Is This?', 'Second question', 'alan')
    const later = await modal(/Who is this/, 'alan')
    expect(words(later)).toContain('Calls &lt;@U1&gt; back &lt;later&gt;')
    expect(labels(later)).not.toContain('Change…')
    expect(words(later)).toMatch(/closed .*, no reply needed/)
    await it.press('Open', 'no reply needed', 'alan')
    await close((await modal(/First question/, 'alan')).id, 'alan')
  })

  test('what a colleague wrote under a card begins a reply, and is not sent by itself', async () => {
    await it.write({ text: 'Which colour is the moss mug?', customer: 'mira' })
    const { channel, ts } = await card('moss mug')
    await it.does('say', { channel, threadTs: ts, text: 'Tell her: a soft green & grey' }, 'ana')
    const said = await it.until((all) => all.messages.find((one) => /a soft green/.test(one.text)))
    const before = (await it.sees()).letters.length
    await it.does('shortcut', { callbackId: 'send-as-reply', on: { channel, ts: said.ts } }, 'alan')
    const opened = await modal(/Reply to Mira/, 'alan')
    expect(JSON.stringify(opened.view)).toContain('"initial_value":"Tell her: a soft green & grey"')
    await close(opened.id, 'alan')
    expect((await it.sees()).letters.length).toBe(before)
    await it.does('shortcut', { callbackId: 'send-as-reply', on: { channel, ts: said.ts } }, 'alan')
    await modal(/Reply to Mira/, 'alan')
    await it.submit({ Reply: 'A soft green, with a touch of grey.' }, 'alan')
    await it.until((all) => all.letters.find((one) => one.from === 'us' && /touch of grey/.test(one.text)))

    await it.does('shortcut', { callbackId: 'send-as-reply', on: { channel, ts } }, 'alan')
    await it.until((all) => all.ephemerals.find((one) => /^Roost wrote this for the team/.test(one.text)), 'alan')
    await it.does('say', { channel, text: 'Lunch?' }, 'ana')
    const lunch = await it.until((all) => all.messages.find((one) => one.text === 'Lunch?'))
    await it.does('shortcut', { callbackId: 'send-as-reply', on: { channel, ts: lunch.ts } }, 'alan')
    await it.until((all) => all.ephemerals.find((one) => /in the thread under a card/.test(one.text)), 'alan')
  })

  test('somebody called: a ticket with a clock, without Reply', async () => {
    await it.does('shortcut', { callbackId: 'new-ticket' })
    await modal(/Open Ticket/)
    const call = { 'Who was it?': 'Tomas Lindqvist', 'How to reach them': '+46 8 123' }
    await it.submit({ ...call, 'What did they say?': 'The delivery stands in the rain', Priority: 'High' })
    await close((await modal(/is open\. Its card comes to/)).id)
    const drawn = await card('stands in the rain')
    expect(words(drawn)).toMatch(/Spoken message to Lumen/)
    expect(words(drawn)).toContain('Reach them: +46 8 123')
    expect(words(drawn)).toContain('Priority high')
    expect(words(drawn)).toMatch(/Reply by|Due soon/)
    expect(labels(drawn)).toEqual(expect.arrayContaining(['Claim', 'Tag', 'Add Note…', 'No Reply Needed']))
    expect(labels(drawn)).not.toContain('Reply')
    await it.press('Claim', 'stands in the rain')
    const mine = await it.until((all) =>
      all.messages.find((one) => /stands in the rain/.test(words(one)) && /\*Grace\* took/.test(words(one))),
    )
    expect(labels(mine)[0]).toBe('Close')
    await it.press('Close', 'stands in the rain')
    await it.until((all) => all.messages.find((one) => /Tomas Lindqvist.*closed by Grace.*resolved/.test(words(one))))
  })
})
