import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from '../desk.ts'

describe('several tickets at once, from /roost queue', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    for (const customer of ['sofia', 'omar', 'priya', 'diego', 'lukas', 'wei']) {
      await it.write({ text: `Praise from ${customer}`, customer })
      await it.until((all) => card(all, `Praise from ${customer}`))
    }
  })
  afterAll(() => it?.close())

  const card = (all: Seen, text: string) => all.messages.find((one) => words(one).includes(text))
  const numberOn = async (text: string) => /#(\d+)/.exec(words(card(await it.sees(), text)))?.[0] ?? ''
  const modalWith = (text: string) => it.until((all) => all.modals.find((one) => JSON.stringify(one).includes(text)))

  test('the queue offers to close, tag or assign several', async () => {
    await it.type('/roost queue')
    const said = await it.until((all) => all.ephemerals.find((one) => /need someone/.test(words(one))))
    expect(labels(said).slice(-3)).toEqual(['Close Several…', 'Tag Several…', 'Assign Several…'])
  })

  test('those that are ticked are tagged, in one window, and say what was written', async () => {
    const [sofia, omar] = [await numberOn('Praise from sofia'), await numberOn('Praise from omar')]
    await it.press('Tag Several…', 'need someone')
    const modal = await modalWith('Tags to add')
    const [first, second] = modal.view.blocks.map((block: { label?: { text: string } }) => block.label?.text)
    expect([first, second]).toEqual(['1 to 10', '11 to 12'])
    expect(JSON.stringify(modal)).toContain('Praise from sofia')
    await it.submit({})
    await modalWith('Tick some first.')
    await it.submit({ '1 to 10': `${sofia} | ${omar}` })
    await modalWith('Write a tag first.')
    await it.submit({ '1 to 10': `${sofia} | ${omar}`, 'Tags to add': 'Praise, mugs' })
    await modalWith('2 tickets have these tags now.')
    await it.until((all) => words(card(all, 'Praise from omar')).includes('Tags: mugs, praise'))
  })

  test('what changed meanwhile is left alone, and the result says why', async () => {
    const [sofia, omar, priya] = await Promise.all(
      ['sofia', 'omar', 'priya'].map((customer) => numberOn(`Praise from ${customer}`)),
    )
    await it.press('Close Several…', 'need someone')
    await modalWith('Close Them')
    await it.press('Claim', 'Praise from omar', 'alan')
    await it.until((all) => words(card(all, 'Praise from omar')).includes('*Alan* took this'))
    await it.write({ text: 'But where is my parcel?', customer: 'priya' })
    await it.until((all) => card(all, 'But where is my parcel?'))
    await it.submit({ '1 to 10': `${sofia} | ${omar} | ${priya}`, As: 'No reply needed' })
    const result = words(await modalWith('is closed as no reply needed'))
    expect(result).toMatch(/^1 ticket is closed as no reply needed\.$/m)
    expect(result).toMatch(new RegExp(`^Not ${omar}: Alan took this (just now|\\d+ seconds? ago)\\.$`, 'm'))
    expect(result).toContain(`Not ${priya}: The customer has written again meanwhile. Read it first.`)
    await it.until((all) => /Sofia.*closed by Grace/.test(all.messages.map(words).join('\n')))
  })

  test('assigned, whoever gets them is called once for all of them', async () => {
    const numbers = await Promise.all(['diego', 'lukas', 'wei'].map((customer) => numberOn(`Praise from ${customer}`)))
    await it.press('Assign Several…', 'need someone')
    await modalWith('Assign Them')
    await it.submit({ '1 to 10': numbers.join(' | '), To: 'U0NOOR0004' })
    await modalWith('Only full members of this workspace')
    await it.submit({ '1 to 10': numbers.join(' | '), To: 'U0ALAN0002' })
    await modalWith('3 tickets are with Alan now.')
    await it.until((all) => card(all, '<@U0ALAN0002> Grace hands you 3 tickets.'))
    const mentions = (await it.sees()).messages.filter((one) => words(one).includes('<@U0ALAN0002>'))
    expect(mentions).toHaveLength(1)
  })

  test('one alone is assigned from its card, and calls whoever gets it', async () => {
    await it.write({ text: 'One for Ana', customer: 'hannah' })
    await it.press('Assign…', 'One for Ana')
    await it.submit({ To: 'U0ANA00003' })
    await it.until((all) => card(all, '<@U0ANA00003> Grace hands you 1 ticket.'))
    await it.press('Assign…', 'One for Ana')
    await it.submit({ To: 'U0GRACE001' })
    await it.until((all) => words(card(all, 'One for Ana')).includes('*Grace* took this'))
    expect(card(await it.sees(), '<@U0GRACE001>')).toBe(undefined)
  })

  test('two assign one ticket: the second is asked before the first is overruled', async () => {
    await it.write({ text: 'One for two', customer: 'chloe' })
    await it.press('Assign…', 'One for two')
    await it.press('Assign…', 'One for two', 'ana')
    await it.submit({ To: 'U0ALAN0002' })
    await it.until((all) => words(card(all, 'One for two')).includes('*Alan* took this'))
    await it.submit({}, 'ana')
    await it.until((all) => /Alan took this .+ Assign anyway\?/.test(words(all.modals.at(-1))), 'ana')
    expect(words(card(await it.sees(), 'One for two'))).toContain('*Alan* took this')
    await it.submit({}, 'ana')
    await it.until((all) => words(card(all, 'One for two')).includes('*Ana* took this'))
  })

  test('a claim from a list is said there, and the list goes on as it is now', async () => {
    const on = (text: string) => it.until((all) => all.ephemerals.findLast((one) => words(one).includes(text)))
    await it.type('/roost queue')
    await on('> _the last of 2:_ But where is my parcel?')
    await it.press('Claim', 'But where is my parcel?')
    expect(words(await on(`|${await numberOn('But where is my parcel?')}> now.`))).not.toContain('parcel')
  })

  test('what was closed in one go is open again in one go', async () => {
    await it.press('Close Several…', 'need someone')
    const [first] = (await modalWith('Close Them')).view.blocks
    await it.submit({ [first.label.text]: '#1001 | #1002' })
    await it.press('Undo', '2 tickets are closed as no reply needed')
    await modalWith('2 tickets are as before.')
    await it.until((all) => labels(card(all, 'Where is my order #48213?')).includes('Claim'))
  })
})
