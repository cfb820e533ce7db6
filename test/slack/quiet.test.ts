import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from '../desk.ts'

describe('comments without a question', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk()
    await it.until((all) => all.messages.length >= 6)
  })
  afterAll(() => it?.close())

  const rollUp = (all: Seen) => all.messages.find((one) => words(one).includes('without a question'))
  const comment = async (customer: string, text: string) => {
    const { posts } = await it.sees()
    await it.write({ account: 'facebook', place: 'public', customer, text, post: posts[0]?.id })
  }

  test('make no card and no sound, and an hour later one line', async () => {
    const { messages } = await it.sees()
    for (const customer of ['mira', 'kenji', 'tomas', 'aylin']) await comment(customer, '😍😍')
    await comment('hannah', '@mira 😂 #mugs')
    await comment('hannah', 'How much is the blue one?')
    await it.until((all) => all.messages.some((one) => words(one).includes('How much is the blue one?')))
    expect((await it.sees()).messages.length).toBe(messages.length + 1)
    await it.does('clock', { minutes: 60 })
    const line = await it.until(rollUp)
    expect(words(line)).toContain('5 comments without a question on Lumen')
    expect(labels(line)).toEqual(['Open', 'Like All'])
    const mentions = (await it.sees()).notices.filter((one) => JSON.stringify(one).includes('without a question'))
    expect(mentions).toEqual([])
  })

  test('any of them becomes a ticket by Make Ticket, once', async () => {
    await it.press('Open', 'without a question')
    await it.press('Open', 'without a question', 'alan')
    const opened = await it.until((all) => all.modals.find((one) => words(one).includes('Nobody waits for an answer')))
    expect(labels(opened)).toEqual(Array(5).fill('Make Ticket'))
    await it.press('Make Ticket', '@mira 😂')
    const made = await it.until((all) => all.modals.find((one) => words(one).includes('is a ticket now')))
    expect(labels(made)).toHaveLength(4)
    await it.until((all) =>
      all.messages.find((one) => words(one).includes('@mira 😂') && labels(one).includes('Claim')),
    )
    await it.until((all) => rollUp(all) && words(rollUp(all)).includes('4 comments'))
    await it.press('Make Ticket', '@mira 😂', 'alan')
    await it.until((all) => all.modals.find((one) => words(one).includes('This is a ticket already')), 'alan')
  })

  test('Like All likes each on the network, once, and says so', async () => {
    const liked = (all: Seen) => all.letters.filter((one) => one.liked)
    expect(liked(await it.sees())).toEqual([])
    await it.press('Like All', 'without a question')
    await it.until((all) => liked(all).length === 4)
    const line = await it.until((all) => [rollUp(all)].find((one) => words(one).includes(', liked')))
    expect(labels(line)).toEqual(['Open'])
    await it.until((all) => all.ephemerals.find((one) => one.text.includes('4 messages are liked.')))
  })

  test('one edited into a question becomes a card', async () => {
    const letter = await it.until((all) => all.letters.find((one) => one.text === '😍😍' && one.customer === 'mira'))
    await it.does('edit', { id: letter.id, text: 'Do you ship to Norway?' })
    await it.until((all) => all.messages.find((one) => words(one).includes('Do you ship to Norway?')))
    await it.until((all) => rollUp(all) && words(rollUp(all)).includes('3 comments'))
  })

  test('pages where they are many, with the longest of names and texts', async () => {
    for (let n = 0; n < 25; n += 1) await comment('kenji', `@${'anna'.repeat(200)}${n} ${'😂'.repeat(400)}`)
    // The last one in: all before it are there by then.
    await comment('sofia', 'And when will it be there?')
    await it.until((all) => all.messages.find((one) => words(one).includes('And when will it be there?')))
    await it.does('clock', { minutes: 60 })
    await it.press('Open', '25 comments')
    await it.press('Older', '1 to 20 of 25')
    const last = await it.until((all) => all.modals.find((one) => words(one).includes('21 to 25 of 25')))
    expect(labels(last).filter((label) => label !== 'Make Ticket')).toEqual(['Newer'])
  })
})
