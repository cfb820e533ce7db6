import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { facebook } from '../../src/networks/facebook/index.ts'
import { instagram } from '../../src/networks/instagram/index.ts'
import type { Account, Network } from '../../src/networks/network.ts'

const now = Date.now()
const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString().replace('Z', '+0000')
const mira = { id: '996', name: 'Mira Petrova' }

/** So many things were said below one post or in one conversation, the newest first, one every minute. */
const comments = Array.from({ length: 630 }, (_, place) => ({ id: `2_${place}`, from: mira, message: `${place}` }))
const replies = Array.from({ length: 120 }, (_, place) => ({ id: `r_${place}`, username: 'mira', text: `${place}` }))
const messages = Array.from({ length: 130 }, (_, place) => ({ id: `m_${place}`, from: mira, message: `${place}` }))

/** Graph, which tells pages in its own way: the next one by an address of its own that bears the token. */
let asked: string[]
let breaksOnce = false
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://graph')
  asked.push(url.pathname)
  const after = Number(url.searchParams.get('after') ?? 0)
  if (after > 100 && breaksOnce) {
    breaksOnce = false
    return tell(response, { error: { message: 'said by Graph', code: 2, is_transient: true } }, 500)
  }
  const [, , edge] = url.pathname.split('/')
  if (edge === 'feed') {
    const page = pageOf(comments, after, 50, 'created_time')
    return tell(response, {
      data: [{ id: '584_2', from: { id: '584' }, created_time: at(60 * 24 * 30), comments: page }],
    })
  }
  if (edge === 'comments' && url.pathname.includes('584_2'))
    return tell(response, pageOf(comments, after, 50, 'created_time'))
  if (edge === 'media') {
    const comment = {
      id: 'c_1',
      username: 'mira',
      text: 'First',
      timestamp: at(1),
      replies: pageOf(replies, 0, 50, 'timestamp'),
    }
    return tell(response, { data: [{ id: '77', timestamp: at(60), comments: { data: [comment] } }] })
  }
  if (edge === 'replies') return tell(response, pageOf(replies, after, 50, 'timestamp'))
  if (edge === 'messages') return tell(response, pageOf(messages, after, 25, 'created_time'))
  if (edge === 'conversations')
    return tell(response, {
      data: [
        { nothing: 'to be read here' },
        { id: 't_1', participants: { data: [{ id: '584' }, mira] }, messages: pageOf(messages, 0, 25, 'created_time') },
      ],
    })
  return tell(response, { data: [] })
})

function pageOf(all: object[], from: number, size: number, moment: string) {
  const data = all.slice(from, from + size).map((one, place) => ({ ...one, [moment]: at(from + place) }))
  const next = `https://graph.facebook.com/v25.0/somewhere?access_token=secret&after=${from + size}`
  return { data, paging: from + size < all.length ? { cursors: { after: 'other' }, next } : {} }
}

function tell(response: ServerResponse, json: unknown, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

let account: Account
beforeEach(async () => {
  asked = []
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  account = { networkId: '584', name: 'lumen', credentials: { token: 't' }, options: {}, apiUrl }
})
afterEach(() => new Promise((done) => server.close(done)))

/** Polls as the ticks do, each from where the last one stood, until none has anything left. */
async function ticks(network: Network) {
  const heard = new Map<string, string>()
  let cursor: unknown
  for (let tick = 1; ; tick += 1) {
    asked = []
    const told = await network.poll?.fetch(account, cursor)
    for (const one of told?.incoming ?? []) if (one.is === 'message') heard.set(one.id, one.text)
    cursor = JSON.parse(JSON.stringify(told?.cursor))
    expect(asked.length).toBeLessThan(40)
    expect(JSON.stringify(cursor)).not.toContain('secret')
    if (!JSON.stringify(cursor).includes('left')) return { heard, tick, cursor }
    if (tick > 20) throw new Error('It never ends')
  }
}

test('after a long absence a page hears all that was said, however much, over as many ticks as it takes', async () => {
  const { heard, tick, cursor } = await ticks(facebook)
  expect(heard.size).toBe(comments.length + messages.length)
  expect(tick).toBeGreaterThan(1)
  // And then it looks no further back than it must.
  asked = []
  await facebook.poll?.fetch(account, cursor)
  expect(asked.filter((path) => !path.startsWith('/2_'))).toHaveLength(4)
})

test('a page of it that cannot be had is asked for by the next tick, and what was read stays read', async () => {
  breaksOnce = true
  const { heard } = await ticks(facebook)
  expect(heard.size).toBe(comments.length + messages.length)
})

test('Instagram hears the answers for which there was no room below their comment', async () => {
  const { heard } = await ticks(instagram)
  expect(heard.size).toBe(1 + replies.length + messages.length)
})
