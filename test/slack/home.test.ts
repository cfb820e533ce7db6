import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from '../desk.ts'

describe('Home', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    await it.does('home')
    await it.until((all) => home(all).includes('Needs someone'))
  })
  afterAll(() => it?.close())

  const modalWith = (text: string, as?: 'alan') =>
    it.until((all) => all.modals.find((one) => JSON.stringify(one).includes(text)), as)
  const sees = (text: string, as?: 'alan') => it.until((all) => home(all).includes(text) && all, as)

  test('a first visit teaches in three sentences, and a test ticket is worked through in the direct message', async () => {
    expect(home(await it.sees())).toContain('Claim one, and it is yours')
    await it.until((all) => all.messages.length >= 6)
    await it.does('home')
    await sees('*Received*: 6 messages')
    await it.press('Send Me a Test Ticket', 'Claim one, and it is yours')
    await modalWith('A test ticket waits for you under Messages')
    const card = (text: string) => it.until((all) => all.messages.find((one) => words(one).includes(text)))
    await card('Press Claim')
    await it.press('Claim', 'Test message to your shop')
    await card('*Grace* took this')
    await it.press('Reply', 'Test message to your shop')
    await it.submit({ Reply: 'It left this morning.' })
    await card('*Grace* replied: "It left this morning." · Sent')
    await it.press('Close', 'Test message to your shop')
    await card('That is all there is to it')
    await it.does('home')
    await it.until((all) => !home(all).includes('Claim one, and it is yours'))
    expect(home(await it.sees())).toContain('*Received*: 6 messages')
  })

  test('is fresh after what was pressed on it, in its windows too', async () => {
    await it.write({ text: 'Is Home fresh?', customer: 'sofia' })
    await it.until((all) => all.messages.find((one) => words(one).includes('Is Home fresh?')))
    await it.does('home')
    const all = await sees('Sofia Duarte*, Shop')
    const line = all.homes[0]?.view.blocks.find((one: { block_id?: string }) =>
      words({ blocks: [one] }).includes('Sofia Duarte*, Shop'),
    )
    await it.press('Claim', words({ blocks: [line] }).split('\n')[0] ?? '')
    await it.until((seen) => /\*Yours\*\n.*Sofia/s.test(home(seen).split('Needs someone')[0] ?? ''))
    await it.press('Go Away…', '*You*')
    await it.submit({ Until: 'whenever' })
    await modalWith('is no time Roost knows')
    await it.submit({ Until: '2 hours', 'Your 1 open ticket': 'Offer' })
    await sees('You are away until')
    expect(home(await sees('You have no open tickets.'))).toContain('Grace (leads, away until')
    await it.press('I Am Back', '*You*')
    await sees('You are here.')
  })

  test('is fresh after a press in a channel, and a ticket’s window after a press in it', async () => {
    for (const customer of ['omar', 'priya']) {
      await it.write({ text: `Fresh, ${customer}?`, customer })
      await it.until((all) => all.messages.find((one) => words(one).includes(`Fresh, ${customer}?`)))
    }
    await it.press('Claim', 'Fresh, omar?')
    await it.until((all) => home(all).split('Needs someone')[0]?.includes('Fresh, omar?'))
    await it.press('Everything Else…', 'Fresh, priya?')
    await modalWith('from Priya')
    await it.press('Claim', 'from Priya')
    await it.until((all) => all.modals.find((one) => labels(one).includes('Release')))
  })

  test('shows what was typed and not sent, and goes on with it', async () => {
    await it.press('Reply', 'Is Home fresh?')
    await it.types('Reply', 'It is, as soon as')
    await it.until((all) => all.messages.find((one) => words(one).includes('is writing')))
    await it.does('home')
    await sees('*Sofia Duarte*: It is, as soon as')
    await it.press('Go On', 'It is, as soon as')
    const modal = await modalWith('Send Reply')
    expect(JSON.stringify(modal)).toContain('It is, as soon as')
  })

  test('shows leads how accounts are, and nobody else', async () => {
    const all = await it.sees()
    expect(home(all)).toMatch(/\*Lumen\* · Facebook · works · last message \d+ \w+ ago/)
    await it.does('home', {}, 'alan')
    expect(home(await sees('*You*', 'alan'))).not.toContain('*Accounts*')
  })
})

describe('tags', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    for (const customer of ['sofia', 'omar', 'priya']) {
      await it.write({ text: `Tag me, ${customer}`, customer })
      await it.until((all) => card(all, `Tag me, ${customer}`))
    }
  })
  afterAll(() => it?.close())

  const card = (all: Seen, text: string) => all.messages.find((one) => words(one).includes(text))
  const modalWith = (text: string) => it.until((all) => all.modals.find((one) => JSON.stringify(one).includes(text)))

  test('are offered as they are used, and a ticket keeps those that stay chosen', async () => {
    await it.press('Tag', 'Tag me, sofia')
    await it.submit({ Tags: 'Late  delivery, refund' })
    await it.until((all) => words(card(all, 'Tag me, sofia')).includes('Tags: late delivery, refund'))
    await it.press('Tag', 'Tag me, omar')
    await modalWith('New tags')
    await it.submit({ Tags: 'late delivery', 'New tags': 'lateness' })
    await it.until((all) => words(card(all, 'Tag me, omar')).includes('Tags: late delivery, lateness'))
    await it.press('Tag', 'Tag me, sofia')
    await it.submit({ Tags: 'refund' })
    await it.until((all) => /Tags: refund$/m.test(words(card(all, 'Tag me, sofia'))))
  })

  test('one that is merged is rewritten on its tickets, and offered no more', async () => {
    await it.does('home')
    await it.until((all) => words(all.homes[0]).includes('3 tags offered.'))
    await it.press('Open Tags', '*Tags*')
    await it.press('Change…', '*lateness*')
    await it.submit({})
    await modalWith('Choose a tag above, or write one here.')
    await it.submit({ 'With this tag': 'late delivery' })
    await modalWith('*lateness* is *late delivery* now, on 1 ticket.')
    await it.until((all) => /Tags: late delivery$/m.test(words(card(all, 'Tag me, omar'))))
    await it.until((all) => words(all.homes[0]).includes('2 tags offered, 1 retired.'))
  })

  test('one that is retired is not offered, nor taken when typed; tickets keep it', async () => {
    await it.press('Change…', '*refund*')
    await it.submit({ 'What to do': 'Retire it' })
    await modalWith('*refund* is retired: tickets keep it')
    await it.press('Tag', 'Tag me, priya')
    const offered = await modalWith('New tags')
    expect(JSON.stringify(offered)).not.toContain('"refund"')
    await it.submit({ 'New tags': 'Refund' })
    await modalWith('“refund” is retired.')
    await it.until((all) => /Tags: refund$/m.test(words(card(all, 'Tag me, sofia'))))
  })
})

function home(all: Seen): string {
  return words(all.homes[0])
}
