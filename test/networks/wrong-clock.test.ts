import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { messenger } from '../../src/networks/messenger/index.ts'
import type { Account } from '../../src/networks/network.ts'

const mira = { id: '996', name: 'Mira Petrova' }

/** Graph, and what Mira has written there so far, the newest first. Its clock is right. */
let there: Temporal.Instant
let written: { id: string; from: object; message: string; created_time: string }[]
let asked: number
const server = createServer((_, response) => {
  asked += 1
  const participants = { data: [{ id: '584' }, mira] }
  const data = [{ id: 't_1', participants, updated_time: `${there}`, messages: { data: written.slice(0, 25) } }]
  const date = new Date(there.epochMilliseconds).toUTCString()
  response.writeHead(200, { 'content-type': 'application/json', date }).end(JSON.stringify({ data }))
})

let account: Account
beforeEach(async () => {
  there = Temporal.Instant.from('2026-11-22T09:00:00Z')
  written = []
  asked = 0
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  account = { networkId: '584', name: 'lumen', credentials: { token: 't' }, options: {}, apiUrl }
})
afterEach(() => {
  vi.restoreAllMocks()
  return new Promise((done) => server.close(done))
})

test.each<[string, (minute: number) => Temporal.DurationLike]>([
  ['ahead by 10 minutes', () => ({ minutes: 10 })],
  ['ahead by a day', () => ({ hours: 24 })],
  ['behind by 10 minutes', () => ({ minutes: -10 })],
  ['right, and that of another, which polls more often, is ahead', (minute) => ({ minutes: minute % 10 ? 10 : 0 })],
])('a machine’s clock is %s: all that is written between two polls is heard, and soon no more', async (_, off) => {
  const heard: string[] = []
  let cursor: unknown
  for (let minute = 0; minute < 60; minute += 1) {
    vi.spyOn(Temporal.Now, 'instant').mockReturnValue(there.add(off(minute)))
    const told = await messenger.poll?.fetch(account, cursor)
    for (const one of told?.incoming ?? []) if (one.is === 'message') heard.push(one.id)
    cursor = JSON.parse(JSON.stringify(told?.cursor))
    const created_time = `${there.add({ seconds: 30 })}`
    written.unshift({ id: `m_${minute}`, from: mira, message: 'Hello?', created_time })
    there = there.add({ minutes: 1 })
  }
  expect(new Set(heard).size).toBe(59)
  expect(heard.filter((id) => id === 'm_0').length).toBeLessThan(8)
  expect(asked).toBe(60)
})
