import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { facebook } from '../../src/networks/facebook/index.ts'
import { instagram } from '../../src/networks/instagram/index.ts'
import { messenger } from '../../src/networks/messenger/index.ts'
import type { Account } from '../../src/networks/network.ts'
import { byId, MINUTE, moment, start, There } from './conversations-there.ts'

describe.each([messenger, facebook, instagram])('$label', (network) => {
  let there: There
  let asked: number
  /** Pages after the first one are refused so often. */
  let stumbles: number
  /** What happens while the first page is on its way. */
  let meanwhile: () => void
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://graph')
    if (!pathname.endsWith('/conversations')) return tell(response, { data: [] })
    asked += 1
    const after = Number(searchParams.get('after') ?? 0)
    if (after > 0 && stumbles-- > 0) return tell(response, { error: { message: 'said by Graph', code: 1 } }, 500)
    tell(response, there.tell({ list: 'conversations', of: '584' }, after))
    if (after === 0) meanwhile()
  })
  const tell = (response: ServerResponse, json: unknown, status = 200) => {
    const headers = { 'content-type': 'application/json', date: new Date(there.now).toUTCString() }
    response.writeHead(status, headers).end(JSON.stringify(json))
  }

  let account: Account
  beforeEach(async () => {
    // Roost was away for an hour, in which so many spoke that the first of them, who spoke first, stands on the second page.
    there = new There({ conversations: 25, messages: 25 }, 26)
    for (let which = 0; which < 26; which += 1) there.say(which, start - (45 - which) * MINUTE)
    asked = 0
    stumbles = 0
    meanwhile = () => undefined
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    account = { networkId: '584', name: 'lumen', credentials: { token: 't' }, options: {}, apiUrl }
  })
  afterEach(() => new Promise((done) => server.close(done)))

  /** Polls, a minute apart, each from where the last one stood. */
  const polls = (place: object = { since: moment(start - 60 * MINUTE) }) => {
    const heard = new Set<string>()
    let cursor: unknown = network === messenger ? place : { messages: place }
    return async () => {
      const told = await network.poll?.fetch(account, cursor)
      cursor = JSON.parse(JSON.stringify(told?.cursor))
      for (const id of byId(told?.incoming ?? [])) heard.add(id)
      there.now += MINUTE
      return { heard: [...heard].toSorted(), again: told?.incoming.length, cursor: JSON.stringify(cursor) }
    }
  }

  test('a customer who writes again while the page they stand on is still to be read is heard with all they wrote', async () => {
    const poll = polls()
    meanwhile = () => there.say(0)
    await poll()
    meanwhile = () => undefined
    const { heard } = await poll()
    expect(heard).toEqual(there.all())
  })

  test('and also when they slip past several sweeps in a row', async () => {
    const poll = polls()
    for (let again = 0; again < 5; again += 1) {
      meanwhile = () => there.say(0)
      await poll()
      meanwhile = () => undefined
      // All others push them to the second page once more.
      for (let which = 1; which < 26; which += 1) there.say(which)
    }
    await poll()
    const { heard } = await poll()
    expect(heard).toEqual(there.all())
  })

  test('a customer who writes again while Graph stumbles over the page they stood on is heard with all they wrote', async () => {
    const poll = polls()
    stumbles = 20
    for (let minute = 0; minute < 15; minute += 1) await poll()
    there.say(0)
    for (let minute = 0; minute < 15; minute += 1) await poll()
    const { heard, cursor } = await poll()
    expect(heard).toEqual(there.all())
    expect(cursor).not.toContain('left')
  })

  test('and also when they do so in the moment in which Graph tells that page at last', async () => {
    const poll = polls()
    stumbles = Number.POSITIVE_INFINITY
    for (let minute = 0; minute < 15; minute += 1) await poll()
    stumbles = 0
    meanwhile = () => there.say(0)
    await poll()
    meanwhile = () => undefined
    const { heard } = await poll()
    expect(heard).toEqual(there.all())
  })

  test('while such a page waits, only who speaks is heard again from before', async () => {
    const poll = polls()
    stumbles = 20
    for (let minute = 0; minute < 10; minute += 1) await poll()
    there.say(25)
    asked = 0
    expect((await poll()).again).toBe(2)
    expect(asked).toBe(2)
  })

  test('a page that an earlier version left waiting is made up for as well', async () => {
    const since = moment(start - 65 * MINUTE)
    const page = { list: 'conversations', of: '584', page: { after: '25' }, tries: 7, since }
    const poll = polls({ since: moment(start - 2 * MINUTE), begun: moment(start - MINUTE), left: [page] })
    there.say(0)
    const { heard } = await poll()
    expect(heard).toContain('m_0_1')
  })

  test('once nobody can have slipped past any more, a poll asks once, and hears no more than the last minutes again', async () => {
    const poll = polls()
    await poll()
    there.now += 10 * MINUTE
    const { cursor } = await poll()
    expect(cursor).not.toContain('earlier')
    there.say(7)
    asked = 0
    expect((await poll()).again).toBe(1)
    expect(asked).toBe(1)
  })
})
