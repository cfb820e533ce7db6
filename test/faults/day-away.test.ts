import { setTimeout as rest } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Desk, desk, type Seen, words } from '../desk.ts'
import { rounds } from './chance.ts'

const HOURS = Math.min(rounds(4), 24)
/** None of them has a ticket when it begins. */
const CUSTOMERS = ['mira', 'sofia', 'aylin', 'lukas', 'chloe', 'diego', 'priya', 'noor']

test('Slack is away for a day: then each ticket stands once with all that was written, what was answered is shown sent, and each is called once', async () => {
  const it = await desk()
  try {
    await it.write({ text: 'Answer me meanwhile', customer: 'wei' })
    await it.write({ text: 'I wait for Grace', customer: 'hannah', account: 'facebook' })
    await it.press('Claim', 'I wait for Grace')
    await it.until((all) => all.messages.find((one) => /I wait[\s\S]*Grace\* took this/.test(words(one))))
    await it.press('Reply', 'Answer me meanwhile', 'alan')
    await it.until((all) => all.modals.at(-1), 'alan')
    const before = new Set((await it.sees()).messages.map(({ ts }) => ts))
    await it.does('weather', { slack: 'away' })
    await it.submit({ Reply: 'Sent while Slack was away' }, 'alan')

    for (let hour = 0; hour < HOURS; hour += 1) {
      await it.write({ text: `Chat ${hour}.`, customer: CUSTOMERS[hour % 8] })
      await it.write({
        text: `Review ${hour}.`,
        customer: CUSTOMERS[hour % 8],
        account: 'shop-reviews',
        place: 'review',
      })
      await it.write({ text: `Chat ${hour}, again.`, customer: CUSTOMERS[hour % 8] })
      await it.does('clock', { minutes: 60 })
    }
    await it.does('weather', { slack: 'fine' })
    await it.until((all) => all.messages.find((one) => /· Sent/.test(words(one)) && /Answer me/.test(words(one))))
    await it.until((all) => all.messages.find((one) => /tickets are late/.test(words(one))))
    const all = await calm(it)

    const fresh = all.messages.filter(({ ts }) => !before.has(ts))
    const cards = fresh.filter((one) => !one.threadTs)
    for (let hour = 0; hour < HOURS; hour += 1)
      for (const text of [`Chat ${hour}.`, `Review ${hour}.`, `Chat ${hour}, again.`])
        expect(cards.filter((one) => words(one).includes(text)).length, text).toBe(1)
    const inThreads = fresh.filter((one) => one.threadTs).map(words)
    expect(inThreads.filter((text) => /wrote again/.test(text))).toEqual([])
    expect(inThreads.filter((text) => /<@U0GRACE001>/.test(text))).toEqual([
      expect.stringMatching(/Hannah .* still waits, so this is offered to everybody again/),
    ])
    // Hers, who needs someone, and who is late; beside the cards there is the digest at most.
    expect(fresh.filter((one) => words(one).includes('<@U0GRACE001>')).length).toBeLessThanOrEqual(3)
    expect(fresh.length).toBeLessThanOrEqual(2 * Math.min(HOURS, 8) + 4)
    expect(all.letters.filter(({ text }) => text === 'Sent while Slack was away')).toHaveLength(1)
  } finally {
    await it.close()
  }
}, 400_000)

/** What is seen once nothing has come for so long that nothing waits for another try. */
async function calm(it: Desk): Promise<Seen> {
  let seen = await it.sees()
  for (let still = 0; still < 24; still += 1) {
    await rest(500)
    const next = await it.sees()
    if (next.messages.length !== seen.messages.length) still = 0
    seen = next
  }
  return seen
}
