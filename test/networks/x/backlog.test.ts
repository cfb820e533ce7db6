import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { x } from '../../../src/networks/x/index.ts'

/** X, which takes so many questions for a list in each window, and tells where the next page begins by a name of its own. */
const TAKES = 15
let used: Record<string, number>
let names: string
let refuses: { after: number; status: number } | undefined
let there: { messages: number[]; posts: number[] }
const server = createServer((request, response) => {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://x')
  const isMessages = pathname === '/2/dm_events'
  if (!isMessages && pathname !== '/2/tweets/search/recent') return tell(response, { meta: { result_count: 0 } })
  const page = query.get('pagination_token') ?? ''
  if (page && !page.startsWith(names)) return tell(response, { title: 'Invalid Request' }, 400)
  const asked = (used[pathname] ?? 0) + 1
  used[pathname] = asked
  if (refuses && asked > refuses.after) return tell(response, { title: 'Unauthorized' }, refuses.status)
  if (asked > TAKES) return tell(response, { title: 'Too Many Requests' }, 429)
  const all = isMessages ? there.messages : there.posts.filter((id) => id > Number(query.get('since_id')))
  const from = page ? all.indexOf(Number(page.slice(names.length))) : 0
  const size = Number(query.get('max_results'))
  const next = all[from + size]
  const data = all.slice(from, from + size).map((id) => (isMessages ? message(id) : post(id)))
  tell(response, { data, meta: next ? { next_token: `${names}${next}` } : {} })
})

function message(id: number) {
  return { id: `${id}`, event_type: 'MessageCreate', text: `${id}`, sender_id: '7', dm_conversation_id: '7-1' }
}

function post(id: number) {
  return { id: `${id}`, text: `Lumen ${id}`, author_id: '7' }
}

function tell(response: ServerResponse, json: unknown, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

/** So many, the newest first, down to 10001. */
const waiting = (count: number) => Array.from({ length: count }, (_, index) => 10_000 + count - index)

let apiUrl: string
beforeEach(async () => {
  used = {}
  names = 'a'
  refuses = undefined
  there = { messages: [], posts: [] }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((done) => server.close(done)))

/** Polls, each from where the last one stood, and the first from the place that earlier versions keep. */
function polling() {
  const account = { networkId: '1', name: '@lumen', credentials: { access: 't' }, options: { search: 'lumen' }, apiUrl }
  let cursor: unknown = { mentions: '10000', answers: '10000', messages: '10000', search: '10000' }
  return async () => {
    used = {}
    const told = await x.poll?.fetch(account, cursor)
    cursor = JSON.parse(JSON.stringify(told?.cursor))
    const ids = (told?.incoming ?? []).flatMap((one) => (one.is === 'message' ? [Number(one.id)] : []))
    return { ids, trouble: told?.trouble, cursor }
  }
}

test('more direct messages than X tells in a quarter of an hour come in the next one, and each once', async () => {
  there.messages = waiting(1000)
  const poll = polling()
  const first = await poll()
  expect(first.ids).toHaveLength(750)
  expect(first.trouble).toContain('some of messages')
  // What is written meanwhile comes once they are all there.
  there.messages.unshift(11_001)
  const second = await poll()
  expect(second.ids).toHaveLength(250)
  expect(new Set([...first.ids, ...second.ids])).toEqual(new Set(waiting(1000)))
  expect(second).toMatchObject({ trouble: undefined, cursor: { messages: '11000' } })
  expect((await poll()).ids).toEqual([11_001])
})

test('so do posts with our words', async () => {
  there.posts = waiting(2000)
  const poll = polling()
  expect((await poll()).ids).toHaveLength(1500)
  const { ids, cursor } = await poll()
  expect(ids.toSorted()).toEqual(waiting(500).toSorted())
  expect(cursor).toMatchObject({ search: '12000' })
})

test('a page that X no longer knows by its name is come to from the newest again', async () => {
  there.messages = waiting(800)
  const poll = polling()
  const first = await poll()
  names = 'b'
  const again = await poll()
  expect(again.ids).toEqual(first.ids)
  const last = await poll()
  expect([...last.ids, ...again.ids]).toEqual(waiting(800).toReversed())
  expect(last.cursor).toMatchObject({ messages: '10800' })
})

test('X breaks before the first page: the place stays; the account is refused on a later one: the poll ends', async () => {
  there.messages = waiting(1000)
  const poll = polling()
  const { cursor } = await poll()
  refuses = { after: 0, status: 500 }
  expect(await poll()).toMatchObject({
    ids: [],
    cursor,
    trouble: 'Without messages, posts with our words: X has trouble (500).',
  })
  refuses = { after: 1, status: 401 }
  await expect(poll()).rejects.toMatchObject({ account: true })
  refuses = undefined
  expect((await poll()).ids).toHaveLength(250)
})
