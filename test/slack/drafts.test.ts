import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, type Person, words } from '../desk.ts'

describe('a reply that is being written', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
  })
  afterAll(() => it?.close())

  const card = (text: string, says: RegExp) =>
    it.until((all) => all.messages.find((one) => words(one).includes(text) && says.test(words(one))))
  const modal = (as: Person) => it.until((all) => all.modals.at(-1), as)
  const close = async (as: Person) => it.does('close', { id: (await modal(as)).id, all: true, state: {} }, as)

  test('closed and opened again, everything typed is there, for the one who typed it', async () => {
    await it.write({ text: 'Is the lamp dimmable?', customer: 'sofia' })
    await it.press('Reply', 'lamp dimmable', 'alan')
    await it.types('Reply', 'It is, in three st', 'alan')
    await it.types('Reply', 'It is, in three steps', 'alan')
    await close('alan')
    await it.press('Reply', 'lamp dimmable', 'alan')
    expect(JSON.stringify(await modal('alan'))).toContain('"initial_value":"It is, in three steps"')
    await close('alan')
    await it.press('Reply', 'lamp dimmable', 'grace')
    expect(JSON.stringify(await modal('grace'))).not.toContain('initial_value')
    await close('grace')
  })

  test('others see who is writing, until the window is closed or the reply is sent', async () => {
    await it.write({ text: 'Do you have it in blue?', customer: 'kenji' })
    await it.press('Reply', 'in blue', 'alan')
    await it.types('Reply', 'We', 'alan')
    await card('in blue', /Alan is writing/)
    await close('alan')
    await card('in blue', /^(?!.*is writing)/s)

    await it.press('Reply', 'in blue', 'alan')
    await it.types('Reply', 'We do', 'alan')
    await card('in blue', /Alan is writing/)
    await it.submit({ Reply: 'We do.' }, 'alan')
    const answered = await card('in blue', /Alan replied/)
    expect(words(answered)).not.toContain('is writing')
    await it.press('Reply', 'in blue', 'alan')
    expect(JSON.stringify(await modal('alan'))).not.toContain('initial_value')
    await close('alan')
  })

  test('left open for long, the card stops saying so by itself', async () => {
    await it.write({ text: 'And in green?', customer: 'hannah' })
    await it.press('Reply', 'in green', 'ana')
    await it.types('Reply', 'Hm', 'ana')
    await card('in green', /Ana is writing/)
    await it.does('clock', { minutes: 3 })
    await card('in green', /^(?!.*is writing)/s)
    await close('ana')
  })

  test('a colleague answered meanwhile: Send Reply shows it first', async () => {
    await it.write({ text: 'When is the next market?', customer: 'wei' })
    await it.press('Reply', 'next market', 'alan')
    await modal('alan')
    await it.press('Reply', 'next market', 'grace')
    await it.submit({ Reply: 'On Sunday.' }, 'grace')
    await card('next market', /Grace replied/)
    await it.submit({ Reply: 'On Saturday.' }, 'alan')
    const asks = await it.until((all) => all.modals.find((one) => /Send anyway\?/.test(words(one))), 'alan')
    expect(words(asks)).toContain('Grace has this ticket.')
    expect(words(asks)).toContain('A colleague wrote meanwhile: _On Sunday._')
    await close('alan')
  })
})
