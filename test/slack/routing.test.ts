import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from '../desk.ts'

const [social, reviews, general, quiet] = ['C0SOCIAL01', 'C0REVIEWS2', 'C0GENERAL3', 'C0QUIET004']

describe('where tickets go', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    await it.until((all) => all.messages.length >= 6)
    await it.does('home')
    await it.until((all) => home(all).includes('Where tickets go'))
  })
  afterAll(() => it?.close())

  const modalWith = (text: string) => it.until((all) => all.modals.find((one) => JSON.stringify(one).includes(text)))
  const cardOf = (text: string, channel: string) =>
    it.until((all) => all.messages.find((one) => one.channel === channel && words(one).includes(text)))

  test('a lead adds a rule, sees what it would have done, and new tickets go by it', async () => {
    expect(home(await it.sees())).toContain('Each to its account’s channel, until you add a rule.')
    await it.press('Add a Rule', 'Where tickets go')
    await it.submit({ Priority: 'High' })
    await modalWith('Say which tickets: fill in at least one')
    await it.submit({ 'Says one of these words': 'charged twice, refund', 'Goes to': quiet, Priority: 'High' })
    await modalWith('Roost is not in the channel #quiet')
    await it.submit({
      ...{ 'Says one of these words': 'charged twice, refund', 'Goes to': reviews, Priority: 'High', Tags: 'Money' },
    })
    const shown = words(await modalWith('What this means'))
    expect(shown).toContain(`says “charged twice” or “refund” → <#${reviews}>, priority high, tagged money`)
    expect(shown).toMatch(/Of the last 6 tickets it takes 1: #\d+ Hannah O’Neill\./)
    await it.submit({})
    await it.until((all) => home(all).includes('1. says “charged twice” or “refund”'))
    await it.write({ text: 'I want a refund' })
    expect(words(await cardOf('I want a refund', reviews))).toContain('Priority high · Tags: money')
  })

  test('of two rules the first that fits counts, and the place in the list can be changed', async () => {
    await it.press('Add a Rule', 'Where tickets go')
    await it.submit({ 'Where the customer wrote': 'In private', Tags: 'chat', 'Place in the list': '1, before' })
    await modalWith('What this means')
    await it.submit({})
    await it.until((all) => home(all).includes('2. says “charged twice” or “refund”'))
    await it.write({ customer: 'tomas', text: 'A refund for me as well' })
    expect(words(await cardOf('A refund for me as well', social))).toContain('Tags: chat')
    await it.press('Edit', '2. says')
    await it.submit({ 'Place in the list': '1, before' })
    await modalWith('What this means')
    await it.submit({})
    await it.until((all) => home(all).includes('1. says “charged twice” or “refund”'))
  })

  test('Try It says what the rules would have done with the last tickets, and does nothing', async () => {
    const before = (await it.sees()).messages.length
    await it.press('Try It', 'Where tickets go')
    const tried = words(await modalWith('Nothing is changed by looking'))
    expect(tried).toMatch(/The rules take \d of the last 8 tickets/)
    expect(tried).toMatch(/Hannah O’Neill\* → rule 1: <#C0REVIEWS2>, priority high, tagged money\nI was charged twice/)
    expect(tried).toMatch(/→ no rule/)
    expect((await it.sees()).messages.length).toBe(before)
  })

  test('Move… takes a card to another channel and leaves a pointer', async () => {
    const card = 'Where is my order #48213?'
    await it.press('Everything Else…', card)
    await it.press('Move…', 'Mira')
    await it.submit({ To: quiet })
    await modalWith('Roost is not in the channel #quiet')
    await it.submit({ To: general })
    expect(labels(await cardOf(card, general))).toContain('Claim')
    const pointer = await cardOf(`has moved to <#${general}>`, social)
    expect(labels(pointer)).toEqual([])
    await it.until((all) => all.ephemerals.find((one) => one.text.includes(`is in <#${general}> now`)))
  })

  test('a rule is removed, and says so before', async () => {
    await it.press('Edit', '1. says')
    await it.submit({ 'This rule': 'Remove it' })
    await modalWith('This rule is gone.')
    await it.submit({})
    await it.until((all) => !home(all).includes('says “charged twice”'))
  })
})

function home(all: Seen): string {
  return words(all.homes[0])
}
