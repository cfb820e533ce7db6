import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from '../desk.ts'

describe('going away', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    for (const customer of ['mira', 'tomas', 'priya']) {
      await it.write({ text: `Hello from ${customer}`, customer })
      await it.press('Claim', `Hello from ${customer}`)
      await it.until((all) =>
        all.messages.find(
          (one) => words(one).includes(`Hello from ${customer}`) && /Grace.* took this/.test(words(one)),
        ),
      )
    }
  })
  afterAll(() => it?.close())

  const ephemeral = (text: string | RegExp, as?: 'alan') =>
    it.until((all) => all.ephemerals.find((one) => `${one.text}\n${words(one)}`.match(text)), as)
  const cards = (all: Seen, text: RegExp) => all.messages.filter((one) => text.test(words(one)))

  test('what is no time is refused, in words that help', async () => {
    await it.type('/roost away until whenever')
    await ephemeral('is no time Roost knows. Try')
  })

  test('says until when, and asks what becomes of the tickets', async () => {
    await it.type('/roost away for 2 hours')
    const said = await ephemeral('You have 3 open tickets.')
    expect(words(said)).toMatch(/You are away until <!date/)
    expect(labels(said)).toEqual(['Keep Them', 'Offer Them Again', 'Hand Over…'])
    await it.press('Keep Them', 'You have 3 open tickets')
    await ephemeral('Your tickets stay yours.')
    expect((await it.sees()).ephemerals.filter((one) => words(one).includes('You have 3 open tickets.'))).toEqual([])
  })

  test('hands over from /roost mine: to a colleague who is here, with a word, in one window', async () => {
    await it.type('/roost mine')
    await it.press('Hand Over…', '3 of yours are open')
    await it.submit({ 'A word': 'Priya is a regular' })
    await it.until((all) => all.modals.find((one) => JSON.stringify(one).includes('Choose somebody.')))
    await it.submit({ 'Which colleague': 'U0GRACE001' })
    await it.until((all) => all.modals.find((one) => JSON.stringify(one).includes('They are yours already.')))
    await it.submit({ 'Which colleague': 'U0NOOR0004' })
    await it.until((all) => all.modals.find((one) => JSON.stringify(one).includes('Only full members')))
    await it.submit({ 'Which colleague': 'U0ALAN0002', 'A word': 'Priya is a regular' })
    await it.until((all) => all.modals.find((one) => words(one).includes('3 tickets are with Alan now')))
    const called = await it.until((all) => cards(all, /Grace hands you 3 tickets/)[0])
    expect(words(called)).toContain('<@U0ALAN0002> Grace hands you 3 tickets.\n_Priya is a regular_')
    await it.press('My Tickets', 'Grace hands you', 'alan')
    await ephemeral('3 of yours are open', 'alan')
  })

  test('back, one sees what one has', async () => {
    await it.type('/roost back')
    await ephemeral('Welcome back. You have no open tickets.')
    await it.type('/roost away', 'alan')
    await it.press('Offer Them Again', 'You have 3 open tickets', 'alan')
    await ephemeral('3 tickets of yours are offered to everybody again.', 'alan')
    await it.until((all) => cards(all, /Hello from/).every((one) => labels(one)[0] === 'Claim'))
  })
})
