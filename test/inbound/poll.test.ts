import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq, sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accounts } from '../../src/db/schema.ts'
import { polling } from '../../src/inbound/poll.ts'
import { mastodon } from '../../src/networks/mastodon/index.ts'
import type { AccountRow } from '../../src/tickets/ticket.ts'
import { after, company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('a poll', (database) => {
  let server: Awaited<ReturnType<typeof instance>>
  beforeEach(async () => {
    server = await instance()
  })
  afterEach(() => server.close())

  function polls() {
    const { db } = database()
    const deps = {
      ...{ db, workspaceId: 'T1', networks: new Map([['mastodon', mastodon]]), log: pino({ level: 'silent' }) },
      unsealed: ({ networkId, name, options, apiUrl }: AccountRow) => ({
        ...{ networkId, name, credentials: { token: 't' }, options },
        ...(apiUrl ? { apiUrl } : {}),
      }),
      intakeOf: () => expect.fail('Nothing came'),
      refused: async () => expect.fail('It only waits'),
      asked: async () => {},
      cannotRead: async () => expect.fail('Nothing came'),
      now: () => nine,
    }
    return polling(deps, (work) => work())
  }

  /** An account of each of these names, each on an instance of its own. */
  async function connected(...names: string[]) {
    const { db } = database()
    await company(db)
    await db.delete(accounts)
    const rows = names.map((name) => ({
      ...{ workspaceId: 'T1', network: 'mastodon', networkId: name, name, credentials: 'v1', apiUrl: server.url(name) },
      ...{ connectedAt: after(-60), since: after(-60), options: { instance: 'https://social.example', poll: '1' } },
    }))
    await db.insert(accounts).values(rows)
  }
  const againDue = () => database().db.update(accounts).set({ pollAt: sql`clock_timestamp() - interval '1 second'` })

  test('that is asked to slow down is not made again before that is over', async () => {
    await connected('lumen')
    server.answers('lumen', (response) => response.writeHead(429, { 'retry-after': '3600' }).end('{}'))
    const poll = polls()
    await Promise.all(await poll())
    await Promise.all(await poll())
    expect(server.asked('lumen')).toBe(1)
    const later = sql<boolean>`${accounts.pollAt} > clock_timestamp() + interval '59 minutes'`
    expect(await database().db.select({ later }).from(accounts).where(eq(accounts.networkId, 'lumen'))).toEqual([
      { later: true },
    ])
  })

  test('that gets no answer keeps no other account from being asked again, and is not made a second time meanwhile', async () => {
    await connected('hanging', 'lumen')
    const arrived = new Promise<ServerResponse>((held) => server.answers('hanging', held))
    server.answers('lumen', (response) => response.writeHead(503).end('{}'))
    const poll = polls()
    const first = await poll()
    const held = await arrived
    await expect.poll(() => server.asked('lumen')).toBe(1)
    await againDue()
    await Promise.all(await poll())
    expect([server.asked('hanging'), server.asked('lumen')]).toEqual([1, 2])

    held.writeHead(503).end('{}')
    await Promise.all(first)
    await againDue()
    server.answers('hanging', (response) => response.writeHead(503).end('{}'))
    await Promise.all(await poll())
    expect([server.asked('hanging'), server.asked('lumen')]).toEqual([2, 3])
  })

  test('of many accounts is not made of all at once', async () => {
    const names = Array.from({ length: 40 }, (_, number) => `lumen-${number}`)
    await connected(...names)
    const held: ServerResponse[] = []
    for (const name of names) server.answers(name, (response) => void held.push(response))
    const poll = polls()
    const first = await poll()
    expect([first.length, (await poll()).length]).toEqual([32, 0])
    await expect.poll(() => held.length).toBe(32)
    for (const response of held.splice(0)) response.writeHead(503).end('{}')
    await Promise.all(first)
    const second = await poll()
    await expect.poll(() => held.length).toBe(8)
    for (const response of held) response.writeHead(503).end('{}')
    await Promise.all(second)
    expect(second).toHaveLength(8)
  })
})

/** Instances that differ by the first part of their path. */
async function instance() {
  const asked: string[] = []
  const by = new Map<string, (response: ServerResponse) => void>()
  const server = createServer((request, response) => {
    const name = request.url?.split('/')[1] ?? ''
    asked.push(name)
    by.get(name)?.(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`,
    asked: (name: string) => asked.filter((one) => one === name).length,
    answers: (name: string, answer: (response: ServerResponse) => void) => void by.set(name, answer),
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}
