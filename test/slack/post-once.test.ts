import { WebClient } from '@slack/web-api'
import { sql } from 'drizzle-orm'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { freeLeases } from '../../src/db/free-leases.ts'
import { PRIORITY, show } from '../../src/db/posts.ts'
import { channels, posts, workspaces } from '../../src/db/schema.ts'
import { section } from '../../src/slack/blocks.ts'
import { optionsFor } from '../../src/slack/clients.ts'
import { type Draw, draw } from '../../src/slack/draw.ts'
import { leaseNext, leaseStanding } from '../../src/slack/lease.ts'
import { nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { words } from '../desk.ts'
import { type Answer, type Call, type Outside, outside } from '../faults/outside.ts'

const social = 'C0SOCIAL01'
const posting = ({ path }: Call) => path === '/api/chat.postMessage'
const updating = ({ path }: Call) => path === '/api/chat.update'
const looking = ({ path }: Call) => path === '/api/conversations.history'
const limited: Answer = { status: 429, headers: { 'retry-after': '1' }, body: '' }
/** Slack's answer, as it can go wrong once it has begun. */
const halfAnswers: [string, (answer: Answer) => Answer][] = [
  ['breaks off', (answer) => ({ ...answer, headers: { ...tooLong, connection: 'close' } })],
  ['stalls', (answer) => ({ ...answer, headers: tooLong })],
  ['says nothing', () => ({ ...ok({}), body: '{}' })],
  ['is null', () => ({ ...ok({}), body: 'null' })],
  ['is an internal error', () => ({ ...ok({}), body: '{"ok":false,"error":"internal_error"}' })],
  ['is a fatal error', () => ({ ...ok({}), body: '{"ok":false,"error":"fatal_error"}' })],
  ['is an error without a word', () => ({ status: 500, body: '' })],
]
const tooLong = { 'content-type': 'application/json', 'content-length': '100000' }
const ok = (body: object): Answer => ({
  ...{ status: 200, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify({ ok: true, ...body }),
})

onEveryDatabase('what may stand in Slack already', (database) => {
  let around: Outside
  beforeEach(async () => {
    around = await outside(1000)
  })
  afterEach(() => around.close())

  /** Slack takes what is posted, and its answer never comes. */
  const loseAnswers = () =>
    around.meddle(posting, async (_, passOn) => {
      await passOn()
      return 'cut'
    })

  /** Draws the one post there is, as often as it takes. */
  async function drawn(db: Db, times: number) {
    const deps = { ...drawing(db, around) }
    for (let time = 0; time < times; time += 1) {
      await db.execute(sql`update posts set retry_at = null`)
      await db.execute(sql`delete from paces`)
      const leased = await leaseNext(db, 'T0SANDBOX1', nine)
      if (leased) await draw(deps, leased)
    }
    const [post] = await db.select().from(posts)
    return { post, standing: (await around.sees()).messages.filter(({ channel }) => channel === social) }
  }

  test('an answer is lost: it is found by its metadata, and not posted again', async () => {
    const { db } = database()
    await wanted(db)
    const mend = loseAnswers()
    expect((await drawn(db, 1)).post?.ts).toBeNull()
    mend()
    const { post, standing } = await drawn(db, 1)
    expect(standing).toHaveLength(1)
    expect(post?.ts).toBe(standing[0]?.ts)
  })

  test.each(halfAnswers)('an answer %s: it is found, and not posted again', async (_, half) => {
    const { db } = database()
    await wanted(db)
    const mend = around.meddle(posting, async (_, passOn) => half(await passOn()))
    expect((await drawn(db, 1)).post?.ts).toBeNull()
    mend()
    const { post, standing } = await drawn(db, 1)
    expect(standing).toHaveLength(1)
    expect(post?.ts).toBe(standing[0]?.ts)
  })

  test('an answer is lost, and what it says has changed since: it is found, and says what holds now', async () => {
    const { db } = database()
    await wanted(db)
    const mend = loseAnswers()
    await drawn(db, 1)
    mend()
    await wantedNow(db, 'Something else')
    const { post, standing } = await drawn(db, 1)
    expect(standing.map((one) => words(one))).toEqual([expect.stringContaining('Something else')])
    expect(post).toMatchObject({ ts: standing[0]?.ts, wanted: 2, shown: 2 })
  })

  test('Slack’s clock is behind ours: it is found all the same', async () => {
    const { db } = database()
    await wanted(db)
    const mend = loseAnswers()
    await drawn(db, 1)
    mend()
    await db.execute(sql`update posts set sending_at = sending_at + interval '5 minutes'`)
    const { post, standing } = await drawn(db, 1)
    expect(standing).toHaveLength(1)
    expect(post?.ts).toBe(standing[0]?.ts)
  })

  test('Slack limits the looking: it stays in doubt until it can be looked for', async () => {
    const { db } = database()
    await wanted(db)
    const mend = loseAnswers()
    await drawn(db, 1)
    mend()
    const calm = around.meddle(looking, async () => limited)
    await drawn(db, 2)
    calm()
    expect((await drawn(db, 1)).standing).toHaveLength(1)
  })

  /** Slack takes the next that is sent once nobody waits for it any more. Gives the way to let it arrive. */
  function stall(sending = posting) {
    const released = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    const mend = around.meddle(sending, async (_, passOn) => {
      mend()
      await released.promise
      const answer = await passOn()
      arrived.resolve()
      return answer
    })
    return async () => {
      released.resolve()
      await arrived.promise
    }
  }

  test('it is still on its way when it is looked for: it is not posted again, and found once it has come', async () => {
    const { db } = database()
    await wanted(db)
    const arrives = stall()
    expect((await drawn(db, 2)).standing).toHaveLength(0)
    expect(around.calls.filter(looking)).toHaveLength(1)
    const seconds = sql<string>`extract(epoch from retry_at - sending_at)`
    expect(Number((await db.select({ seconds }).from(posts))[0]?.seconds)).toBeCloseTo(30, 0)
    await arrives()
    const { post, standing } = await drawn(db, 1)
    expect(standing).toHaveLength(1)
    expect(post?.ts).toBe(standing[0]?.ts)
    expect(around.calls.filter(posting)).toHaveLength(1)
  })

  test('it is wanted no more while it is still on its way: it is taken away once it has come', async () => {
    const { db } = database()
    await wanted(db)
    const arrives = stall()
    await drawn(db, 1)
    // Digests are drawn as gone here.
    await db.update(posts).set({ kind: 'digest' })
    await drawn(db, 1)
    await arrives()
    expect((await drawn(db, 1)).standing).toHaveLength(0)
  })

  test('Slack never took it: it is posted again when it cannot come any more, and that may be on its way as well', async () => {
    const { db } = database()
    await wanted(db)
    const mend = around.meddle(posting, async () => 'cut')
    await drawn(db, 1)
    await itIsLater(db)
    await drawn(db, 2)
    mend()
    expect(around.calls.filter(posting)).toHaveLength(2)
    expect((await drawn(db, 1)).standing).toHaveLength(0)
    await itIsLater(db)
    expect((await drawn(db, 1)).standing).toHaveLength(1)
  })

  /** It stands, and then an older drawing of it comes after the newest. */
  async function overtaken(db: Db, lose: () => Promise<() => Promise<void>>) {
    await wanted(db)
    await drawn(db, 1)
    await wantedNow(db, 'The older')
    const arrives = await lose()
    await wantedNow(db, 'The newer')
    await drawn(db, 1)
    await arrives()
  }

  const byUpdate = (db: Db) => async () => {
    const arrives = stall(updating)
    await drawn(db, 1)
    return arrives
  }

  /** As a press draws, through the `response_url`. */
  const inPlace = (db: Db) => async () => {
    const deps = drawing(db, around)
    const [post] = await db.select().from(posts)
    const leased = await leaseStanding(db, post?.id ?? 0, post?.ts ?? '')
    if (leased) await draw(deps, leased, async () => 'lost')
    const older = { ts: post?.ts ?? '', channel: social, text: 'The older' }
    return async () => void (await deps.client.chat.update(older))
  }

  test.each([
    ['an update', byUpdate],
    ['a drawing in place', inPlace],
  ])(
    '%s is lost, and comes after a newer one: the newer is drawn once more when no older can come',
    async (_, lose) => {
      const { db } = database()
      await overtaken(db, lose(db))
      const { post, standing } = await drawn(db, 0)
      expect(standing.map((one) => one.text)).toEqual([expect.stringContaining('The older')])
      expect(post?.wanted).toBeGreaterThan(post?.shown ?? 0)
      await itIsLater(db)
      const last = await drawn(db, 1)
      expect(last.standing.map((one) => words(one))).toEqual([expect.stringContaining('The newer')])
      expect(last.post).toMatchObject({ shown: last.post?.wanted, failure: null, retryAt: null })
    },
  )

  test('an embedded database’s last process changed it as it ended: the next drawing is done once more, too', async () => {
    const { db } = database()
    await wanted(db)
    await drawn(db, 1)
    await wantedNow(db, 'The older')
    await leaseNext(db, 'T0SANDBOX1', nine)
    await db.execute(sql`update posts set retry_at = null`)
    await leaseNext(db, 'T0SANDBOX1', nine)
    await freeLeases(db)
    const { post } = await drawn(db, 1)
    expect(post?.wanted).toBeGreaterThan(post?.shown ?? 0)
    await itIsLater(db)
    const last = await drawn(db, 1)
    expect(last.post).toMatchObject({ shown: last.post?.wanted, failure: null })
  })

  test('a change does not wait for what is only drawn once more, nor takes its place', async () => {
    const { db } = database()
    await overtaken(db, byUpdate(db))
    const seconds = async () => {
      const until = sql<string>`extract(epoch from retry_at - clock_timestamp())`
      return Number((await db.select({ until }).from(posts))[0]?.until)
    }
    expect(await seconds()).toBeGreaterThan(20)
    await wantedNow(db, 'The newest')
    expect(await seconds()).toBeLessThan(1)
    expect((await drawn(db, 1)).standing.map((one) => words(one))).toEqual([expect.stringContaining('The newest')])
    expect(await seconds()).toBeGreaterThan(20)
    const drawings = around.calls.filter(updating).length
    await itIsLater(db)
    await drawn(db, 2)
    expect(around.calls.filter(updating)).toHaveLength(drawings + 1)
  })

  test('it took long to be drawn, and stalls on its way: it may come for as long after it was sent as anything else', async () => {
    const { db } = database()
    await workspace(db)
    const subject = { workspaceId: 'T0SANDBOX1', channelId: social, kind: 'digest', subject: 'd/1' }
    await show(db, subject, PRIORITY.list, nine)
    const passes = (seconds: number) =>
      db.execute(sql`update posts set retry_at = null, sending_at = sending_at - make_interval(secs => ${seconds}),
        lease_until = lease_until - make_interval(secs => ${seconds})`)
    const digest = async () => {
      await passes(25)
      return { text: 'The digest', blocks: [section('The digest')] }
    }
    const arrives = stall()
    const leased = await leaseNext(db, 'T0SANDBOX1', nine)
    if (leased) await draw({ ...drawing(db, around), digest }, leased)
    await passes(10)
    await db.execute(sql`delete from paces`)
    const again = await leaseNext(db, 'T0SANDBOX1', nine)
    expect(again?.inDoubt).toBe(true)
    if (again) await draw({ ...drawing(db, around), digest }, again)
    await arrives()
    expect((await drawn(db, 0)).standing).toHaveLength(1)
  })

  test('it took so long to be drawn that another process does it: it is not sent beside that one', async () => {
    const { db } = database()
    await wanted(db)
    const one = await leaseNext(db, 'T0SANDBOX1', nine)
    await db.execute(sql`update posts set lease_until = clock_timestamp() - interval '1 second'`)
    expect((await drawn(db, 1)).standing).toHaveLength(0)
    if (one) await draw(drawing(db, around), one)
    expect(around.calls.filter(posting)).toHaveLength(0)
  })

  test('it cannot be written down that Slack took it: it is found again', async () => {
    const { db } = database()
    await wanted(db)
    // The database refuses the ts that Slack gave: the same as a connection cut between the two.
    await db.execute(sql`alter table posts add constraint nothing_stands check (ts is null)`)
    try {
      await drawn(db, 1)
    } finally {
      await db.execute(sql`alter table posts drop constraint nothing_stands`)
    }
    const { post, standing } = await drawn(db, 1)
    expect(standing).toHaveLength(1)
    expect(post?.ts).toBe(standing[0]?.ts)
  })

  test('it is found behind many other messages, whatever metadata these carry', async () => {
    const { db } = database()
    await wanted(db)
    await db.update(posts).set({ sendingAt: nine })
    const [post] = await db.select().from(posts)
    const others = [
      { ts: '3.0', metadata: { event_type: 'x', event_payload: { post: 'of another app' } } },
      { ts: '2.0' },
    ]
    around.meddle(looking, async ({ body }) =>
      new URLSearchParams(body).get('cursor') === 'older'
        ? ok({ messages: [{ ts: '1.0', metadata: { event_type: 'roost_post', event_payload: { post: post?.id } } }] })
        : ok({ messages: others, response_metadata: { next_cursor: 'older' } }),
    )
    expect((await drawn(db, 1)).post?.ts).toBe('1.0')
  })

  test('its channel is archived: nothing is lost, and all is well once it is back', async () => {
    const { db } = database()
    await wanted(db)
    const mend = around.meddle(posting, async () => ({ ...ok({}), body: '{"ok":false,"error":"is_archived"}' }))
    await drawn(db, 2)
    expect((await db.select().from(channels))[0]).toMatchObject({ lostBecause: 'is_archived' })
    mend()
    expect((await drawn(db, 1)).standing).toHaveLength(1)
    expect((await db.select().from(channels))[0]).toMatchObject({ lostAt: null, lostBecause: null })
  })

  test('our token is revoked and renewed: what waited is posted once', async () => {
    const { db } = database()
    await wanted(db)
    const mend = around.meddle(posting, async () => ({ ...ok({}), body: '{"ok":false,"error":"token_revoked"}' }))
    expect((await drawn(db, 2)).standing).toHaveLength(0)
    mend()
    expect((await drawn(db, 1)).standing).toHaveLength(1)
  })

  test('Slack asks to wait: for as long as it says nothing more is posted in that channel', async () => {
    const { db } = database()
    await wanted(db)
    around.meddle(posting, async () => ({ ...limited, headers: { 'retry-after': '30' } }))
    const leased = await leaseNext(db, 'T0SANDBOX1', nine)
    if (leased) await draw(drawing(db, around), leased)
    await wantedNow(db, 'Something else', 'a/2')
    const passes = (seconds: number) =>
      db.execute(sql`update paces set free_at = free_at - make_interval(secs => ${seconds})`)
    await passes(28)
    expect(await leaseNext(db, 'T0SANDBOX1', nine)).toBeUndefined()
    await passes(2)
    expect(await leaseNext(db, 'T0SANDBOX1', nine)).toBeDefined()
  })

  test('Slack asks to wait with an update: for as long as it says nothing more is updated', async () => {
    const { db } = database()
    await wanted(db)
    await drawn(db, 1)
    await wantedNow(db, 'Something else')
    around.meddle(updating, async () => ({ ...limited, headers: { 'retry-after': '30' } }))
    await drawn(db, 1)
    const passes = async (seconds: number) => {
      await db.execute(sql`update posts set retry_at = null`)
      await db.execute(sql`update paces set free_at = free_at - make_interval(secs => ${seconds})`)
    }
    await passes(28)
    expect(await leaseNext(db, 'T0SANDBOX1', nine)).toBeUndefined()
    await passes(2)
    expect(await leaseNext(db, 'T0SANDBOX1', nine)).toBeDefined()
  })

  test('what Slack refuses is posted anew without looking', async () => {
    const { db } = database()
    await wanted(db)
    const mend = around.meddle(posting, async () => limited)
    await drawn(db, 1)
    mend()
    const { standing } = await drawn(db, 1)
    expect(standing).toHaveLength(1)
    expect(around.calls.filter(looking)).toHaveLength(0)
  })
})

async function workspace(db: Db) {
  await db.insert(workspaces).values({ id: 'T0SANDBOX1', name: 'Lumen', createdAt: nine })
  await db.insert(channels).values({ id: social, workspaceId: 'T0SANDBOX1', name: 'social' })
}

async function wanted(db: Db) {
  await workspace(db)
  await wantedNow(db, 'Something to say')
}

/** What was sent cannot come any more. */
async function itIsLater(db: Db): Promise<void> {
  await db.execute(sql`update posts set sending_at = sending_at - interval '31 seconds'`)
}

async function wantedNow(db: Db, says: string, subject = 'a/1') {
  const alert = { kind: 'alert', subject, data: { says } }
  await show(db, { workspaceId: 'T0SANDBOX1', channelId: social, ...alert }, PRIORITY.list, nine)
}

function drawing(db: Db, around: Outside): Draw {
  const { botToken, apiUrl } = around.sandbox.slack
  return {
    ...{ db, networks: new Map(), now: () => nine, log: pino({ level: 'silent' }) },
    // Less patient than the real one: a stall takes no longer than it must.
    client: new WebClient(botToken, { ...optionsFor(apiUrl), timeout: 500 }),
    leads: async () => [],
    permalink: async () => undefined,
    cardLink: async () => undefined,
    digest: async () => ({ gone: true }),
  }
}
