import { expect, test } from 'vitest'
import { accounts, deliveries, messages, posts, tickets } from '../../src/db/schema.ts'
import { receive } from '../../src/tickets/receive.ts'
import { anyNetwork, company, message, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import type { Seen } from '../desk.ts'
import { breaches } from './history.ts'
import type { Call } from './outside.ts'

onEveryDatabase('what is held against the promises', (database) => {
  test('sees a lost message, a twin, a reply that came twice, and one that was acked and forgotten', async () => {
    const { db } = database()
    const { account } = await company(db)
    await receive(db, account, anyNetwork, message({ id: 'm1' }), nine)
    const known = {
      ...{ deliveries: await db.select().from(deliveries), messages: await db.select().from(messages) },
      ...{ tickets: await db.select().from(tickets), posts: await db.select().from(posts) },
      accounts: await db.select().from(accounts),
    }
    const at = account.since.epochMilliseconds + 1
    const letter = { id: 'm1', from: 'customer', delivered: true, at, text: 'Hello' }
    const card = { metadata: { event_payload: { post: known.posts[0]?.id } } }
    const ours = { id: 'r1', from: 'us', text: 'Twice' }
    const found = (seen: Partial<Seen>, calls: Call[] = []) =>
      breaches({ calls, sees: async () => ({ ...nothing, letters: [letter], messages: [card], ...seen }) }, known)

    expect(await found({})).toEqual([])
    expect(await found({ letters: [letter, { ...letter, id: 'm2' }] })).toEqual([
      'm2 was answered 200 and is 0 messages',
    ])
    expect(await found({ messages: [card, card] })).toEqual(['ticket #1001 stands 2 times in Slack'])
    expect(await found({ messages: [] })).toEqual(['ticket #1001 stands 0 times in Slack'])
    expect(await found({ letters: [letter, ours, ours] })).toEqual(['“Twice” reached the customer 2 times'])
    const posted = call('/api/chat.postMessage', { metadata: '{"post":1}' }, '{"ok":true}')
    expect(await found({}, [posted, posted])).toEqual(['{"post":1} was posted 2 times'])
    const view = { callback_id: 'reply', state: { values: { 'reply~0': { 'reply~0': { value: 'On its way.' } } } } }
    const acked = call('/slack/events', { payload: JSON.stringify({ type: 'view_submission', view }) }, '')
    expect(await found({}, [acked])).toEqual(['“On its way.” was acked, and nobody knows of it'])
  })
})

const nothing: Seen = {
  ...{ messages: [], ephemerals: [], modals: [], homes: [], notices: [], letters: [], posts: [], channels: [] },
  files: [],
}

function call(path: string, form: Record<string, string>, body: string): Call {
  const asked = { method: 'POST', path, body: `${new URLSearchParams(form)}`, headers: {}, at: 0 }
  return { ...asked, answer: { status: 200, body }, took: 5 }
}
