import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Person, words } from '../desk.ts'

describe('saved replies', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
  })
  afterAll(() => it?.close())

  const modal = (as: Person) => it.until((all) => all.modals.at(-1), as)
  const close = async (as: Person) => it.does('close', { id: (await modal(as)).id, all: true, state: {} }, as)
  const says = (text: string, as: Person = 'grace') =>
    it.until((all) => all.modals.find((one) => JSON.stringify(one.view).includes(text)), as)

  test('a lead keeps one on Home; a slip in braces is told, and nothing typed is lost', async () => {
    await it.does('home')
    await it.press('Open Saved Replies', 'Saved replies')
    await says('None yet.')
    await it.press('New Saved Reply', 'None yet.')
    await says('New saved reply')
    await it.submit({ Name: 'Late delivery', Text: 'Hi {fist name}, it left.', Language: 'English' })
    await it.until((all) => all.modals.find((one) => /There is no \{fist name\}/.test(JSON.stringify(one.errors))))
    await it.submit({
      Name: 'Late delivery',
      Text: 'Hi {first name}, {ticket} left. {agent}, {account}',
      Language: 'Any',
    })
    const list = await says('1 kept.')
    expect(words(list)).toContain('*Late delivery* · Any language · used 0 times')
    await close('grace')
  })

  test('an agent searches it in the Reply window, below what was typed, edits it and sends it; it is counted', async () => {
    await it.write({ text: 'Where is parcel 12?', customer: 'mira' })
    await it.press('Reply', 'parcel 12', 'alan')
    await it.types('Reply', 'Good morning.', 'alan')
    const before = await modal('alan')
    const menu = before.view.blocks.find((block: { block_id: string }) => block.block_id.startsWith('saved-reply'))
    const field = before.view.blocks.find((block: { label?: { text: string } }) => block.label?.text === 'Reply')
    const state = {
      [field.block_id]: { [field.element.action_id]: { type: 'plain_text_input', value: 'Good morning.' } },
    }
    const asked = { at: { in: 'modal', id: before.id }, blockId: menu.block_id, actionId: 'saved-reply', state }
    const none = await it.does('suggest', { ...asked, value: 'refund' }, 'alan')
    expect(none).toEqual({ options: [] })
    const found = await it.does('suggest', { ...asked, value: 'late' }, 'alan')
    expect(found).toMatchObject({
      option_groups: [{ label: { text: 'Any language' }, options: [{ text: { text: 'Late delivery' } }] }],
    })
    const [option] = (found as { option_groups: { options: object[] }[] }).option_groups[0]?.options ?? []
    await it.does('press', { ...asked, chosen: { type: 'external_select', selected_option: option } }, 'alan')
    const filled = await says('Hi Mira', 'alan')
    const text = filled.view.blocks.find((block: { label?: { text: string } }) => block.label?.text === 'Reply').element
    expect(text.initial_value).toMatch(/^Good morning\.\n\nHi Mira, #\d+ left\. Alan, Lumen$/)

    await close('alan')
    await it.press('Reply', 'parcel 12', 'alan')
    await says('Good morning.\\n\\nHi Mira', 'alan')
    await it.submit({ Reply: 'Hi {first name}, it left.' }, 'alan')
    await it.until(
      (all) => all.modals.find((one) => /would go out as it stands/.test(JSON.stringify(one.errors))),
      'alan',
    )
    await it.submit({ Reply: 'Hi Mira, it left on Monday.' }, 'alan')
    await it.until((all) => all.letters.find((one) => one.from === 'us' && one.text === 'Hi Mira, it left on Monday.'))
  })

  test('a good answer becomes one, without the customer’s name; only leads keep them', async () => {
    await it.until((all) => all.messages.find((one) => /parcel 12/.test(words(one)) && /· Sent/.test(words(one))))
    await it.press('Everything Else…', 'parcel 12')
    await it.press('Save as Saved Reply…', 'Lumen from Mira')
    const opened = await says('Hi {first name}, it left on Monday.')
    expect(opened.view.title.text).toBe('Save as saved reply')
    await it.submit({ Name: 'Left on Monday' })
    await it.until((all) => all.ephemerals.find((one) => /“Left on Monday” is a saved reply now/.test(one.text)))

    await it.press('Everything Else…', 'parcel 12', 'alan')
    await it.press('Save as Saved Reply…', 'Lumen from Mira', 'alan')
    await says('Only leads keep saved replies', 'alan')
    await close('alan')
  })

  test('edited and deleted in the list', async () => {
    await it.does('home')
    await it.press('Open Saved Replies', 'Saved replies')
    await says('2 kept.')
    await it.press('Edit', 'Left on Monday')
    expect(labels(await says('Delete'))).toContain('Delete')
    await it.submit({ Text: 'It left on Tuesday.', Language: 'German' })
    const changed = await says('2 kept.')
    expect(words(changed)).toContain('*Left on Monday* · German · used 0 times\nIt left on Tuesday.')
    await it.press('Edit', 'Left on Monday')
    await says('It left on Tuesday.')
    const opened = await modal('grace')
    const remove = { at: { in: 'modal', id: opened.id }, blockId: 'remove', actionId: 'remove-saved-reply' }
    await it.does('press', { ...remove, chosen: {}, state: {} })
    expect(words(await says('1 kept.'))).not.toContain('Left on Monday')
  })
})
