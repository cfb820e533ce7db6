import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, deliveries, files, messages, posts, tickets } from '../../src/db/schema.ts'
import { receive } from '../../src/tickets/receive.ts'
import { anyNetwork, company, message, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import type { Seen } from '../desk.ts'
import type { Facts } from './facts.ts'
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
      ...{ accounts: await db.select().from(accounts), files: await db.select().from(files) },
    }
    const at = account.since.epochMilliseconds + 1
    const letter = { id: 'm1', from: 'customer', delivered: true, at, text: 'Hello' }
    const card = { metadata: { event_payload: { post: known.posts[0]?.id } } }
    const ours = { id: 'r1', from: 'us', text: 'Twice' }
    const found = (seen: Partial<Seen>, calls: Call[] = [], knows = known) =>
      breaches({ calls, sees: async () => ({ ...nothing, letters: [letter], messages: [card], ...seen }) }, knows)

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
    const twice = { ...known, messages: known.messages.flatMap((one) => [one, one]) }
    expect(await found({}, [], twice)).toEqual(['m1 was answered 200 and is 2 messages'])

    const reply = (changes: Partial<Facts['messages'][0]>) => ({
      ...known,
      messages: known.messages.flatMap((one) => [
        one,
        { ...one, networkId: null, queuedAt: nine, text: 'Twice', ...changes },
      ]),
    })
    const arrived = { letters: [letter, ours] }
    expect(await found(arrived, [], reply({ sentAt: nine }))).toEqual([])
    expect(await found(arrived, [], reply({ uncertainAt: nine }))).toEqual([])
    expect(await found(arrived, [], reply({ failedAt: nine, failure: 'Closed' }))).toEqual([
      '“Twice” reached the customer and is shown as failed or unsent: Closed',
    ])
    expect(await found({}, [], reply({ sentAt: nine }))).toEqual(['“Twice” is shown as sent and never arrived'])
  })

  test('sees a file that was lost, one that is in Slack twice, and one that stands in no thread or in two', async () => {
    const { db } = database()
    const { account } = await company(db)
    const voice = { type: 'audio' as const, url: 'https://shop/voice', closed: true as const }
    await receive(db, account, anyNetwork, message({ attachments: [voice] }), nine)
    await db.update(files).set({ slackId: 'F1', keptAt: nine, dueAt: null, inThread: true })
    const known = { ...(await nothingKnown(db)), files: await db.select().from(files) }
    const inSlack = { id: 'F1', name: `voice-${known.files[0]?.id}.ogg`, uploaded: true, completed: true }
    const entry = { threadTs: '1.0', files: ['F1'] }
    const found = (messages: object[], inSlack: object[]) =>
      breaches({ calls: [], sees: async () => ({ ...nothing, messages, files: inSlack }) }, known)
    const [file] = known.files

    expect(await found([entry], [inSlack])).toEqual([])
    expect(await found([entry], [])).toEqual([`file ${file?.id} is not in Slack: null`])
    expect(await found([entry], [inSlack, { ...inSlack, id: 'F2' }])).toEqual([`${inSlack.name} is in Slack 2 times`])
    expect(await found([], [inSlack])).toEqual([`file ${file?.id} stands in 0 threads`])
    expect(await found([entry, entry], [inSlack])).toEqual([`file ${file?.id} stands in 2 threads`])
    expect(await found([{ ...entry, threadTs: undefined }], [inSlack])).toEqual([
      `file ${file?.id} stands in 0 threads`,
    ])
  })
})

/** Of all that is known, the accounts and messages. */
async function nothingKnown(db: Db): Promise<Facts> {
  const none = { deliveries: [], tickets: [], posts: [], files: [] }
  return { ...none, messages: await db.select().from(messages), accounts: await db.select().from(accounts) }
}

const nothing: Seen = {
  ...{ messages: [], ephemerals: [], modals: [], homes: [], notices: [], letters: [], posts: [], channels: [] },
  files: [],
}

function call(path: string, form: Record<string, string>, body: string): Call {
  const asked = { method: 'POST', path, body: `${new URLSearchParams(form)}`, headers: {}, at: 0 }
  return { ...asked, answer: { status: 200, body }, took: 5 }
}
