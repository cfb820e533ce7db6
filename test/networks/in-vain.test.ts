import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { facebook } from '../../src/networks/facebook/index.ts'
import { messenger } from '../../src/networks/messenger/index.ts'
import { type Leaf, sweep } from '../../src/networks/meta/sweep.ts'
import { stillThere } from '../../src/networks/meta/watched.ts'
import { type Account, type Incoming, type Network, NetworkError } from '../../src/networks/network.ts'

const fails = {
  stumbles: [500, { error: { message: 'said by Graph', code: 1 } }],
  gone: [400, { error: { message: 'said by Graph', code: 100, error_subcode: 33 } }],
  limits: [400, { error: { message: 'said by Graph', code: 4 } }],
  'refuses the token': [400, { error: { message: 'said by Graph', code: 190 } }],
} as const

const now = Date.now()
const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString().replace('Z', '+0000')
const mira = { id: '996', name: 'Mira Petrova' }
const next = 'https://graph.facebook.com/v25.0/somewhere?after=1'

/** Graph: one post, and one conversation, of which the second page is told by itself; then others, which are younger. */
let becomes: Record<string, keyof typeof fails>
let later: boolean
let asked: string[]
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://graph')
  asked.push(pathname)
  const [status, failure] = fails[becomes[pathname] ?? 'stumbles']
  if (becomes[pathname]) return tell(response, failure, status)
  const said = (id: string, minutesAgo: number) => ({ id, from: mira, message: id, created_time: at(minutesAgo) })
  if (pathname === '/584/feed')
    return tell(response, {
      data: later
        ? [said('584_2', 1)]
        : [{ ...said('584_1', 9), comments: { data: [said('1_2', 8)], paging: { next } } }],
    })
  if (pathname === '/584/conversations') {
    const messages = later ? { data: [said('m_3', 1)] } : { data: [said('m_2', 8)], paging: { next } }
    const participants = { data: [{ id: '584' }, mira] }
    return tell(response, { data: [{ id: later ? 't_2' : 't_1', participants, updated_time: at(1), messages }] })
  }
  if (pathname === '/584_1/comments') return tell(response, { data: [said('1_1', 60 * 24)] })
  if (pathname === '/t_1/messages') return tell(response, { data: [said('m_1', 60 * 24)] })
  tell(response, { data: [] })
})

function tell(response: ServerResponse, json: unknown, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

let account: Account
beforeEach(async () => {
  becomes = {}
  later = false
  asked = []
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  account = { networkId: '584', name: 'lumen', credentials: { token: 't' }, options: {}, apiUrl }
})
afterEach(() => new Promise((done) => server.close(done)))

/** Ticks, each from where the last one stood. */
function polling(network: Network, cursor?: unknown) {
  return async () => {
    const told = await network.poll?.fetch(account, cursor)
    cursor = JSON.parse(JSON.stringify(told?.cursor))
    return { ids: idsOf(told?.incoming ?? []), trouble: told?.trouble, cursor: JSON.stringify(cursor) }
  }
}

function idsOf(incoming: Incoming[]) {
  return incoming.flatMap((one) => (one.is === 'message' ? [one.id] : []))
}

describe.each([
  { network: facebook, what: 'posts and comments', page: '/584_1/comments', earlier: '1_1', news: '584_2' },
  { network: facebook, what: 'messages', page: '/t_1/messages', earlier: 'm_1', news: 'm_3' },
  { network: messenger, what: 'messages', page: '/t_1/messages', earlier: 'm_1', news: 'm_3' },
])('$network.label, $page', ({ network, what, page, earlier, news }) => {
  test('what stumbles and is then deleted keeps nothing from being heard that is said later', async () => {
    becomes = { [page]: 'stumbles' }
    const tick = polling(network)
    const { trouble } = await tick()
    expect(trouble).toBe(`Without some of ${what}: ${network.label} has trouble (1).`)
    becomes = { [page]: 'gone' }
    later = true
    const told = await tick()
    expect(told.ids).toContain(news)
    expect(told.trouble).toBeUndefined()
    expect(told.cursor).not.toContain('left')
  })

  test('what stumbles each time keeps nothing else back either, and is read as far back once it can be had', async () => {
    becomes = { [page]: 'stumbles' }
    const tick = polling(network)
    await tick()
    later = true
    for (let again = 0; again < 3; again += 1) {
      const told = await tick()
      expect(told.ids).toContain(news)
      expect(told.ids).not.toContain(earlier)
      expect(told.trouble).toContain(what)
    }
    becomes = {}
    const { ids, trouble, cursor } = await tick()
    expect(ids).toContain(earlier)
    expect(trouble).toBeUndefined()
    expect(cursor).not.toContain('left')
  })
})

test('a token that is refused in the midst of it ends the poll', async () => {
  becomes = { '/t_1/messages': 'refuses the token' }
  await expect(polling(messenger)()).rejects.toMatchObject({ account: true })
})

test('a limit is held against no page: it is asked for in its turn', async () => {
  becomes = { '/t_1/messages': 'limits' }
  const tick = polling(messenger)
  const { trouble } = await tick()
  expect(trouble).toBeUndefined()
  await expect(tick()).rejects.toMatchObject({ retryAfter: expect.anything() })
  expect(asked).toEqual(['/584/conversations', '/t_1/messages', '/t_1/messages'])
  becomes = {}
  expect((await tick()).ids).toEqual(['m_1'])
})

describe('what was more than one tick may ask', () => {
  const page = { list: 'messages', of: 't_1', under: '996', page: { after: '1' } }
  const left = {
    since: '2026-01-01T00:00:00Z',
    begun: `${Temporal.Now.instant().subtract({ minutes: 5 })}`,
    left: [page],
  }

  test('is read on', async () => {
    expect(await polling(messenger, left)()).toMatchObject({
      ids: ['m_1'],
      cursor: JSON.stringify({ since: left.begun }),
    })
    expect(asked).toEqual(['/t_1/messages'])
  })

  test.each([
    ['is deleted', 'gone'],
    ['stumbles', 'stumbles'],
  ] as const)('keeps nothing back that is said later where it %s', async (_, failure) => {
    becomes = { '/t_1/messages': failure }
    later = true
    const tick = polling(messenger, left)
    await tick()
    expect((await tick()).ids).toEqual(['m_3'])
  })
})

const stumbles = ({ of }: Leaf) => of === 'broken' && new NetworkError('Graph has trouble.')

test('of two posts of which one stumbles the other is heard, and what stumbles is found again, but waits once', async () => {
  const { heard, left } = await sweeps(10, stumbles)
  expect(heard.filter((id) => id === 'well').length).toBeGreaterThan(3)
  expect(left.filter((one) => one.of === 'broken')).toHaveLength(1)
})

test('a page that waits is read as far back as the sweep asks that found it last, where that one began earlier', async () => {
  const page = (after: string) => ({ list: 'messages', of: 't_1', under: '996', page: { after } })
  const [longAgo, justNow] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z']
  const left = [
    { ...page('1'), tries: 1, since: longAgo },
    { ...page('2'), tries: 1, since: justNow },
  ]
  const read = async (one: Leaf) => {
    if (one.page?.after === '2') throw new NetworkError('Graph has trouble.')
    return { incoming: [], more: one.page ? [page('2')] : [] }
  }
  const { cursor } = await sweep({ since: justNow, left }, { list: 'conversations', of: '584' }, read)
  expect(cursor).toMatchObject({ left: [{ ...page('2'), since: longAgo }] })
})

test('what stumbles for a day is given up', async () => {
  expect((await sweeps(1400, stumbles, 1)).left).toMatchObject([{ of: 'broken' }])
  const { left, noted } = await sweeps(1500, stumbles, 1)
  expect(left).toEqual([])
  expect(noted).toEqual(['comments: Graph has trouble.'])
})

test.each([
  ['Graph stumbles over all that it is asked', {}],
  ['a proxy says that there is nothing', { permanent: true } as const],
])('as long as %s, nothing is given up', async (_, fate) => {
  const failing = (one: Leaf, tick: number) =>
    tick === 1 ? stumbles(one) : tick < 2000 && new NetworkError('Said by a proxy.', fate)
  const { heard, left, noted } = await sweeps(2010, failing, 1)
  expect(heard.toSorted()).toEqual(['broken', 'well'])
  expect({ left, noted }).toEqual({ left: [], noted: [] })
})

/** So many ticks over a page whose posts are `broken` and `well`: both are told by the first ones, or by each. */
async function sweeps(
  ticks: number,
  failing: (one: Leaf, tick: number) => NetworkError | false,
  tellsUntil = Number.POSITIVE_INFINITY,
) {
  const heard: string[] = []
  const noted: string[] = []
  let cursor: { left?: Leaf[] } | undefined
  for (let tick = 1; tick <= ticks; tick += 1) {
    const read = async (one: Leaf) => {
      const failure = failing(one, tick)
      if (failure) throw failure
      if (one.list === 'comments') return { incoming: [deletion(one.of)], more: [] }
      const posts = tick > tellsUntil ? [] : ['broken', 'well']
      return { incoming: [], more: posts.map((of) => ({ list: 'comments', of })) }
    }
    // As the intake does: the place moves only where the sweep did not fail.
    const told = await sweep(cursor, { list: 'feed', of: '584' }, read).catch(() => undefined)
    if (!told) continue
    cursor = JSON.parse(JSON.stringify(told.cursor))
    for (const one of told.incoming) {
      if (one.is === 'deletion') heard.push(one.id)
      if (one.is === 'unreadable') noted.push(one.why)
    }
  }
  return { heard, noted, left: cursor?.left ?? [] }
}

function deletion(id: string): Incoming {
  return { is: 'deletion', account: '584', id }
}

test('a comment that Graph stumbles over each time keeps no deletion of another from being seen', async () => {
  becomes = { '/1': 'stumbles', '/3': 'gone' }
  const deleted: Incoming[] = []
  let place: unknown = ['1', '2', '3', '4'].map((id) => ({ id }))
  for (let tick = 1; tick <= 6; tick += 1) {
    const told = await stillThere(account, place, { label: 'Facebook' })
    deleted.push(...told.incoming)
    place = JSON.parse(JSON.stringify(told.cursor))
  }
  expect(deleted).toEqual([deletion('3')])
  expect(asked.filter((path) => path === '/2').length).toBeGreaterThan(1)
})

test('where none can be had there is trouble, and a refused account is nobody’s deletion', async () => {
  const place = [{ id: '1', missed: true }, { id: '2' }]
  becomes = { '/1': 'stumbles', '/2': 'stumbles' }
  const told = await stillThere(account, place, { label: 'Facebook' })
  expect(told).toMatchObject({ incoming: [], cursor: place, trouble: 'Facebook has trouble (1).' })
  for (const failure of ['limits', 'refuses the token'] as const) {
    becomes = { '/1': failure }
    await expect(stillThere(account, place, { label: 'Facebook' })).rejects.toBeInstanceOf(NetworkError)
  }
})
