import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from '../desk.ts'

describe('a ticket that others should hear of', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    await it.write({ text: 'The lamp <!here> hums at night', customer: 'sofia' })
    await it.until((all) => card(all, 'hums at night'))
  })
  afterAll(() => it?.close())

  const card = (all: Seen, text: string) => all.messages.find((one) => words(one).includes(text))
  const there = (all: Seen) => all.messages.find((one) => one.channel === 'C0GENERAL3')
  const modalWith = (text: string) => it.until((all) => all.modals.find((one) => JSON.stringify(one).includes(text)))
  const share = async () => {
    await it.press('Everything Else…', 'hums at night')
    await it.press('Share…', 'Sofia')
    await modalWith('Why they should see it')
  }

  test('is not shared where Roost cannot write, and the window says what to do', async () => {
    await share()
    await it.submit({ Channel: 'C0QUIET004' })
    await modalWith('Write /invite @Roost there')
    await it.submit({ Channel: 'C0SUMMER05' })
    await modalWith('This channel is archived.')
  })

  test('stands in another channel to read, with a word and a link, and without a button', async () => {
    await it.submit({ Channel: 'C0GENERAL3', 'A word': 'Third one this week' })
    const shared = await it.until(there)
    expect(words(shared)).toContain('Grace shares a Shop chat message to Lumen')
    expect(words(shared)).toContain('_Third one this week_')
    expect(words(shared)).toContain('> The lamp &lt;!here&gt; hums at night')
    expect(words(shared)).toMatch(/To read only\. .*\|the live card>/)
    expect(labels(shared)).toEqual([])
    await it.until((all) => all.ephemerals.find((one) => one.text.includes('is shared in <#C0GENERAL3>')))
  })

  test('keeps saying what was said then, as the customer leaves it', async () => {
    await it.write({ text: 'And it smells', customer: 'sofia' })
    await it.until((all) => card(all, 'And it smells'))
    const { letters } = await it.sees()
    const id = letters.find((letter) => letter.text.includes('hums at night'))?.id
    await it.does('edit', { id, text: 'The lamp hums all day' })
    await it.until((all) => words(there(all)).includes('> The lamp hums all day'))
    await it.does('remove', { id })
    const blank = await it.until((all) => words(there(all)).includes('deleted this at') && there(all))
    expect(words(blank)).not.toContain('hums')
    expect(words(blank)).not.toContain('smells')
  })

  test('is closed because it continues elsewhere, and its card says where', async () => {
    await it.press('Everything Else…', 'And it smells')
    await it.press('Continues Elsewhere…', 'Sofia')
    await it.submit({ 'Where it continues': 'https://tracker.example/LAMP-7?a=1&b=2' })
    const closed = await it.until((all) => card(all, 'continues elsewhere: '))
    expect(words(closed)).toContain(
      '<https://tracker.example/LAMP-7?a=1&amp;b=2|https://tracker.example/LAMP-7?a=1&amp;b=2>',
    )
    await it.type('/roost stats today')
    await it.until((all) => all.ephemerals.find((one) => words(one).includes('1 continued elsewhere')))
    await it.press('Undo', 'continues elsewhere: https://tracker.example')
    await it.until((all) => all.ephemerals.find((one) => one.text.includes('is open again')))
    await it.until((all) => card(all, 'And it smells'))
  })
})
