import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from './desk.ts'

describe('Roost in bad weather', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    await it.until((all) => all.messages.find((one) => labels(one).includes('Claim')))
  })
  afterEach(() => it.does('weather', { slack: 'fine', network: 'fine' }))
  afterAll(() => it?.close())

  const cards = ({ messages }: Seen, text: string) =>
    messages.filter((one) => !one.threadTs && words(one).includes(text) && labels(one).includes('Reply'))

  test('while Slack limits every message a modal opens and a claim shows at once; then all that waited stands, once each', async () => {
    await it.write({ text: 'Here before the storm', customer: 'wei' })
    await it.until((all) => cards(all, 'before the storm')[0])
    await it.does('weather', { slack: 'limited' })
    for (const number of [1, 2, 3]) await it.write({ text: `Parcel ${number} is lost`, customer: 'sofia' })

    await it.press('Claim', 'before the storm')
    await it.until((all) => cards(all, 'before the storm').some((one) => /\*Grace\* took this/.test(words(one))))
    await it.press('Reply', 'before the storm')
    await it.submit({ Reply: 'We are here, storm or not.' })
    await it.until((all) => all.letters.find((one) => one.text === 'We are here, storm or not.'))
    expect(cards(await it.sees(), 'is lost')).toEqual([])

    await it.does('weather', { slack: 'fine' })
    await it.until((all) => cards(all, 'Parcel 3 is lost')[0])
    await it.until((all) => cards(all, 'before the storm').some((one) => /· Sent/.test(words(one))))
    expect(cards(await it.sees(), 'is lost')).toHaveLength(1)
  })

  test('each answer of Slack takes 2 seconds: who Roost knows gets the modal in time, who it must ask for presses again', async () => {
    await it.write({ text: 'Slow day today?', customer: 'hannah' })
    await it.until((all) => cards(all, 'Slow day')[0])
    await it.does('weather', { slack: 'slow' })
    await it.press('Reply', 'Slow day', 'alan')
    await it.until((all) => all.ephemerals.find((one) => /Slack is slow.*Press again/.test(one.text)), 'alan')
    await it.press('Reply', 'Slow day', 'alan')
    await it.submit({ Reply: 'A little.' }, 'alan')
    await it.until((all) => all.letters.find((one) => one.text === 'A little.'))
    await it.does('weather', { slack: 'fine' })
    await it.until((all) => cards(all, 'Slow day').some((one) => /· Sent/.test(words(one))))
  })

  test('Slack is away, Roost is killed and started again: what customers wrote meanwhile stands, once each', async () => {
    await it.does('weather', { slack: 'away' })
    for (const customer of ['aylin', 'kenji', 'lukas'])
      await it.write({ text: `While you were away, ${customer}`, customer })
    const { dataDir, origin } = it
    await it.kill()
    it = await desk({ dataDir, port: Number(new URL(origin).port) })
    await it.does('weather', { slack: 'fine' })
    for (const customer of ['aylin', 'kenji', 'lukas']) await it.until((all) => cards(all, `away, ${customer}`)[0])
    expect(cards(await it.sees(), 'While you were away')).toHaveLength(3)
  })

  test('a network that refuses is told on the card, with the words kept for another try', async () => {
    await it.does('weather', { network: 'refusing' })
    await it.write({ text: 'Refuse me', customer: 'tomas', account: 'facebook' })
    await it.press('Reply', 'Refuse me')
    await it.submit({ Reply: 'You will not get this yet.' })
    const told = await it.until((all) => cards(all, 'Refuse me').find((one) => /Not sent/.test(words(one))))
    expect(words(told)).toContain('You will not get this yet.')
    await it.does('weather', { network: 'fine' })
  })

  test('a network that loses its answer is asked, and the customer has the reply once', async () => {
    await it.does('weather', { network: 'losing' })
    await it.write({ text: 'Lose your answer', customer: 'mira', account: 'facebook' })
    await it.press('Reply', 'Lose your answer')
    await it.submit({ Reply: 'Did this arrive?' })
    await it.until((all) => all.letters.find((one) => one.text === 'Did this arrive?'))
    await it.does('weather', { network: 'fine' })
    await it.until((all) =>
      cards(all, 'Lose your answer').find((one) => /· Sent|may not have arrived/.test(words(one))),
    )
    expect((await it.sees()).letters.filter((one) => one.text === 'Did this arrive?')).toHaveLength(1)
  })
})
