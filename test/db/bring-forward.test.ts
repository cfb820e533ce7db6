import pino from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import { bringForward } from '../../src/db/bring-forward.ts'
import { type Clock, databaseClock } from '../../src/db/clock.ts'
import type { Db } from '../../src/db/connect.ts'
import { accounts, agents, deliveries, drafts, files, messages, paces, posts, tickets } from '../../src/db/schema.ts'
import { sql } from '../../src/db/sql.ts'
import { patiently } from '../../src/inbound/patiently.ts'
import { polling } from '../../src/inbound/poll.ts'
import { takeDeliveries } from '../../src/inbound/take-deliveries.ts'
import type { Network } from '../../src/networks/network.ts'
import { nextQueued, putOff } from '../../src/outbound/queue.ts'
import { drawn } from '../../src/slack/drawn.ts'
import { holdLane } from '../../src/slack/lane.ts'
import { leaseNext, mayComeFor } from '../../src/slack/lease.ts'
import { holdBack, pace } from '../../src/slack/pace.ts'
import { company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const log = pino({ level: 'silent' })

onEveryDatabase('the database’s clock is put right', (database) => {
  afterEach(() => void vi.restoreAllMocks())

  test.each<[string, string, (db: Db, clock: Clock) => Promise<void>]>([
    ['an hour back while Roost runs', '1 hour', (_, clock) => anHourBack(clock)],
    ['an hour back before a start', '1 hour', (db) => bringForward(db, 'a start')],
    ['a year back before a start', '1 year', (db) => bringForward(db, 'a start')],
  ])(
    '%s: within a minute cards are posted, accounts polled, and all goes on that waits',
    async (_, ahead, putRight) => {
      const { db } = database()
      const { account } = await company(db)
      const clock = await databaseClock(db)
      const { poll, asked } = polls(db)
      await Promise.all(await poll())
      await ticket(db, account, { conversation: 'one', customer: { id: 'one' } })
      const first = await leaseNext(db, 'T1', nine)
      if (first) await drawn(db, first.post)
      // One card that was on its way when its process ended, and a lane and a delivery that it held.
      await ticket(db, account, { conversation: 'two', customer: { id: 'two' } })
      await goBy(db, '2 seconds')
      const second = await leaseNext(db, 'T1', nine)
      await holdLane(db, 'T1', 'the dead one')
      await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine })
      void taken(db, () => new Promise<never>(() => {}))
      await expect.poll(() => db.$count(deliveries, sql`lease_until is not null`)).toBe(1)
      await db.insert(messages).values({ ...reply, accountId: account.id, retryAt: sql`clock_timestamp()` })

      await goBy(db, `-${ahead}`)
      await putRight(db, clock)
      await ticket(db, account, { conversation: 'three', customer: { id: 'three' } })
      await goBy(db, '1 minute')

      const again = await leaseNext(db, 'T1', nine)
      expect(again).toMatchObject({ inDoubt: true, post: { id: second?.post.id } })
      expect(again && mayComeFor(again.post)).toBeLessThanOrEqual(0)
      await goBy(db, '2 seconds')
      expect(await leaseNext(db, 'T1', nine)).toMatchObject({ inDoubt: false, post: { kind: 'card' } })
      await Promise.all(await poll())
      expect(asked).toEqual([1, 2])
      expect(await holdLane(db, 'T1', 'the new one')).toBe(true)
      const found: number[] = []
      await taken(db, async ({ id }) => void found.push(id))
      expect(found).toHaveLength(1)
      const [due] = await db
        .select({ retry: sql<boolean>`retry_at <= clock_timestamp()` })
        .from(messages)
        .where(sql`queued_at is not null`)
      expect(due).toEqual({ retry: true })
    },
  )

  test('a start within what Slack has asked for leaves that as it is', async () => {
    const { db } = database()
    await company(db)
    await holdBack(db, 'T1', pace.posting('C1'), 120)
    await bringForward(db, 'a start')
    const [row] = await db
      .select({ left: sql`extract(epoch from ${paces.freeAt} - clock_timestamp())`.mapWith(Number) })
      .from(paces)
    expect(row?.left).toBeGreaterThan(100)
  })

  test.each(['a start', 'a step back'] as const)(
    'of all moments a year ahead %s brings back those that are waited for, and no other',
    async (then) => {
      const { db } = database()
      const { account, grace } = await company(db)
      const { id: ticketId } = await ticket(db, account)
      const row = { workspaceId: 'T1', accountId: account.id }
      const [sent] = await db
        .insert(messages)
        .values({ ...reply, ...row, ticketId })
        .returning()
      await db.insert(messages).values({
        ...row,
        direction: 'inbound',
        place: 'public',
        ...{ at: nine, receivedAt: nine, quiet: { channelId: 'C1' } },
      })
      await db.insert(files).values({ workspaceId: 'T1', messageId: sent?.id ?? 0, url: 'https://lumen.example/a.png' })
      await db.insert(drafts).values({ ticketId, agentId: grace.id, workspaceId: 'T1', text: 'Tom', typedAt: nine })
      await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine })
      await holdBack(db, 'T1', pace.updating, 10)
      const moments = await everyMoment(db)
      for (const { table, column } of moments)
        await db.execute(sql.raw(`update ${table} set ${column} = clock_timestamp() + interval '1 year'`))
      await bringForward(db, then)
      const back: string[] = []
      for (const { table, column } of moments) {
        const [found] = await db
          .select({ soon: sql<boolean>`bool_or(${sql.raw(column)} <= clock_timestamp() + interval '2 minutes')` })
          .from(sql.raw(table))
        if (found?.soon) back.push(`${table}.${column}`)
      }
      expect(back).toEqual([
        ...['accounts.poll_at', 'accounts.refresh_at', 'accounts.told_at', 'accounts.trouble_since'],
        ...['accounts.trouble_told_at', 'agents.seen_at', 'channels.members_at'],
        ...['deliveries.lease_until', 'deliveries.retry_at', 'drafts.writing_until', 'files.due_at'],
        ...['messages.received_at', 'messages.retry_at', ...(then === 'a start' ? ['messages.sending_at'] : [])],
        ...['paces.free_at', 'posts.lease_until', 'posts.retry_at', 'posts.sending_at'],
        ...['workspaces.created_at', 'workspaces.lane_until'],
      ])
    },
  )

  test('what somebody promised stays, and at a start what a network or a pause may have asked for', async () => {
    const { db } = database()
    const { account } = await company(db)
    const clock = await databaseClock(db)
    await ticket(db, account)
    const inAnHour = sql`date_trunc('second', clock_timestamp()) + interval '1 hour'`
    await db.update(tickets).set({ snoozedUntil: inAnHour, nextDueAt: inAnHour, askAt: inAnHour })
    await db.update(agents).set({ awayUntil: inAnHour })
    await db.update(accounts).set({ pollAt: inAnHour, since: inAnHour })
    await db.insert(messages).values({ ...reply, accountId: account.id, retryAt: inAnHour })
    const promised = () => Promise.all([tickets, agents].map((table) => db.select().from(table)))
    const waiting = () => Promise.all([messages, posts].map((table) => db.select().from(table)))
    const asked = () => db.select({ pollAt: accounts.pollAt, since: accounts.since }).from(accounts)
    const [before, others, [when]] = await Promise.all([promised(), waiting(), asked()])
    await clock.set()
    await bringForward(db, 'a start')
    expect(await Promise.all([promised(), waiting(), asked()])).toEqual([before, others, [when]])
    await anHourBack(clock)
    expect(await promised()).toEqual(before)
    const [now] = await asked()
    expect(now?.since).toEqual(when?.since)
    expect(now?.pollAt).not.toEqual(when?.pollAt)
  })

  test('a machine whose own clock is ahead has seen no step when it first asks', async () => {
    const { db } = database()
    await company(db)
    await db.update(accounts).set({ pollAt: sql`clock_timestamp() + interval '1 hour'` })
    const before = await db.select().from(accounts)
    const real = Date.now()
    vi.spyOn(Date, 'now').mockReturnValueOnce(real + 3_600_000)
    await databaseClock(db)
    expect(await db.select().from(accounts)).toEqual(before)
  })

  test('a reply that was in doubt by a clock an hour ahead is asked about within a minute, and not for an hour', async () => {
    const { db } = database()
    const { account } = await company(db)
    const { id: ticketId } = await ticket(db, account)
    await db.insert(messages).values({ ...reply, accountId: account.id, ticketId })
    const { now } = await databaseClock(db)
    const queued = await nextQueued(db, 'T1', now())
    if (!queued) throw new Error('No reply')
    const doubted = { ...queued, doubtedSince: now().add({ hours: 1 }).round('millisecond') }
    expect(await putOff(db, doubted, now(), 'Asked once more')).toBe(true)
    await goBy(db, '1 minute')
    const again = await nextQueued(db, 'T1', now())
    expect(again && (await putOff(db, again, now(), 'Asked once more'))).toBe(false)
  })
})

const reply = {
  workspaceId: 'T1',
  direction: 'outbound' as const,
  place: 'private' as const,
  ...{ text: 'Tomorrow.', at: nine, receivedAt: nine, queuedAt: sql`clock_timestamp() - interval '10 minutes'` },
}

/** All that a table says the time of; when something has come to its end it waits no more. */
async function everyMoment(db: Db): Promise<{ table: string; column: string }[]> {
  const all = sql`(select table_name, column_name from information_schema.columns where table_schema = 'public'
    and data_type = 'timestamp with time zone' and column_name not in ('taken_at', 'failed_at', 'sent_at')) as moments`
  return db.select({ table: sql<string>`table_name`, column: sql<string>`column_name` }).from(all).orderBy(sql`1, 2`)
}

/** So much goes by for all that is written down, or a clock is put back by it. */
async function goBy(db: Db, interval: string): Promise<void> {
  for (const { table, column } of await everyMoment(db))
    await db.execute(sql.raw(`update ${table} set ${column} = ${column} - interval '${interval}'`))
}

/** Since it was asked last an hour has gone by, and the database's clock says the same as then. */
async function anHourBack(clock: Clock): Promise<void> {
  const real = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => real() + 3_600_000)
  await clock.set()
}

/** Of a network that is asked every 20 seconds. */
function polls(db: Db) {
  const asked: number[] = []
  const poll: Network['poll'] = {
    everySeconds: 20,
    fetch: async () => ({ incoming: [], cursor: asked.push(asked.length + 1) }),
    read: () => [],
  }
  const deps = {
    ...{ db, workspaceId: 'T1', networks: new Map([['custom', { name: 'custom', poll } as Network]]), log },
    unsealed: () => ({ networkId: 'shop', name: 'Lumen', credentials: {}, options: {} }),
    intakeOf: () => expect.fail('Nothing came'),
    refused: async () => expect.fail('It answers'),
    asked: async () => {},
    cannotRead: async () => expect.fail('Nothing came'),
    now: () => nine,
  }
  return { asked, poll: polling(deps, (work) => work()) }
}

function taken(db: Db, take: Parameters<typeof takeDeliveries>[2]): Promise<number> {
  return takeDeliveries(
    db,
    'T1',
    take,
    async () => {},
    patiently(60_000, 1, () => {}),
    log,
  )
}
