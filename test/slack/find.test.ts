import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, words } from '../desk.ts'

describe('finding a ticket', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    for (let n = 1; n <= 12; n++) await it.write({ text: `Is lamp number ${n} dimmable?`, customer: 'wei' })
    await it.write({ text: 'Does the lamp come <!channel> in teal?', customer: 'sofia' })
    await it.until((all) => all.messages.find((one) => /in teal/.test(words(one))))
    await it.until((all) => all.messages.find((one) => /lamp number 12/.test(words(one))))
  })
  afterAll(() => it?.close())

  const told = (says: RegExp) => it.until((all) => all.ephemerals.find((one) => says.test(words(one))))
  const modal = (says: RegExp) => it.until((all) => all.modals.find((one) => says.test(words(one))))

  test('by a command: each ticket once, with a link, a button and what was said', async () => {
    await it.type('/roost find lamp teal')
    const one = await told(/“lamp teal”, newest first/)
    expect(words(one)).toMatch(/<http[^|]+\|#\d+> \*Sofia Duarte\*, Shop chat message to Lumen · .* · open/)
    expect(words(one)).toContain('> Does the lamp come &lt;!channel&gt; in teal?')
    await it.press('Open', 'in teal')
    expect(labels(await modal(/in teal/))).toContain('Claim')

    await it.type('/roost find zebra')
    await it.until((all) => all.ephemerals.find((one) => /Nothing holds “zebra”/.test(one.text)))
    await it.type('/roost find')
    await it.until((all) => all.ephemerals.find((one) => /What are you looking for\?/.test(one.text)))
    const [, number] = /#(\d+)/.exec(words(one)) ?? []
    await it.type(`/roost find #${number}`)
    expect(words(await told(new RegExp(`“#${number}”`)))).toContain('*Sofia Duarte*')
  })

  test('from the shortcut, in a window that can be asked again; from a good answer the next one begins', async () => {
    await it.does('shortcut', { callbackId: 'find-ticket' })
    await it.submit({ 'Words, a number or a handle': 'dimmable' })
    const found = await modal(/“dimmable”, newest first/)
    expect(words(found)).toContain('lamp number 1')
    await it.submit({ 'Words, a number or a handle': 'nowhere' })
    await modal(/Nothing holds “nowhere”/)
    await it.does('close', { id: found.id, all: true, state: {} })

    await it.press('Reply', 'in teal')
    await it.submit({ Reply: 'Hi Sofia, the lamp comes in teal from May.' })
    await it.until((all) => all.letters.find((one) => one.from === 'us' && /teal from May/.test(one.text)))
    await it.write({ text: 'Will the lamp come in teal?', customer: 'tomas' })
    await it.press('Reply', 'Will the lamp come in teal', 'alan')
    const offers = await it.until((all) => all.modals.find((one) => /You answered messages/.test(words(one))), 'alan')
    expect(words(offers)).toContain('Hi Tomas, the lamp comes in teal from May.')
    const [offer] = offers.view.blocks.filter(
      (block: { accessory?: { action_id: string } }) => block.accessory?.action_id === 'use-answer',
    )
    const use = {
      at: { in: 'modal', id: offers.id },
      blockId: offer.block_id,
      actionId: 'use-answer',
      chosen: {},
      state: {},
    }
    await it.does('press', use, 'alan')
    await it.until(
      (all) => all.modals.find((one) => /"initial_value":"Hi Tomas, the lamp/.test(JSON.stringify(one.view))),
      'alan',
    )
  })
})
