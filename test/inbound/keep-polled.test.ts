import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { replayDeliveries } from '../../src/cli/replay-deliveries.ts'
import { accounts, deliveries, messages, posts } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { mastodon } from '../../src/networks/mastodon/index.ts'
import { type Network, NetworkError } from '../../src/networks/network.ts'
import { takeIn } from '../../src/take-in.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { type Exchange, replay } from '../networks/replay.ts'

const mention = {
  ...{ id: '501', type: 'mention', created_at: '2026-11-23T08:59:00.000Z' },
  status: {
    ...{ id: '701', created_at: '2026-11-23T08:59:00.000Z', visibility: 'public' },
    ...{ account: { id: '9', acct: 'mira' }, content: '<p>Where is my order?</p>' },
  },
}
const shout = { ...mention, type: 'shout' }

/** What the next version does: it knows what a shout is. */
const later: Network = {
  ...mastodon,
  poll: {
    ...{ everySeconds: 20, fetch: () => expect.fail('Nothing is asked') },
    read: (polled, account) =>
      mastodon.poll?.read({ ...polled, json: { ...Object(polled.json), type: 'mention' } }, account) ?? [],
  },
}

const told = (body: unknown, status = 200): Exchange => ({
  request: { method: 'GET', path: '/', headers: {} },
  response: { status, headers: {}, body },
})

onEveryDatabase('what a poll cannot read', (database) => {
  async function mastodonOf() {
    const { db } = database()
    await company(db)
    const networkId = '1@social.example'
    const seal = sealWith(Buffer.alloc(32))
    const taking = (network: Network, apiUrl: string) =>
      takeIn({
        ...{ database: { db, embedded: true }, workspaceId: 'T1', channelId: 'C1', log: pino({ level: 'silent' }) },
        ...{
          networks: new Map([['mastodon', network]]),
          seal,
          now: () => nine,
          giveWay: async () => {},
          run: (work) => work(),
        },
        networkOf: () => network,
        accountOf: ({ name, options }) => ({ networkId, name, credentials: { token: 't' }, options, apiUrl }),
      })
    const polled = async (exchanges: Exchange[], times: number, network: Network = mastodon) => {
      const { result } = await replay(exchanges, async (apiUrl) => {
        const facts = { network: 'mastodon', networkId, apiUrl, credentials: seal.seal({ token: 't' }) }
        for (let time = 0; time < times; time += 1) {
          await db.update(accounts).set({ ...facts, pollAt: null, cursor: null })
          await Promise.all(await taking(network, apiUrl).poll())
        }
      })
      expect(result).toMatchObject({ status: 'fulfilled' })
    }
    const replayed = async (network: Network, which = 'failed') => {
      const context = { ...{ db, workspaceId: 'T1', networks: new Map([['mastodon', network]]), now: () => nine } }
      const io = { lines: (async function* () {})(), out: () => {}, err: () => {} }
      await replayDeliveries({ ...context, seal, channelNamed: async () => 'C1' }, [which], io)
      const { deliveries: pump } = taking(network, '')
      pump.wake()
      await pump.stop()
    }
    const ids = async () => (await db.select().from(messages)).map(({ networkId }) => networkId).toSorted()
    return { db, networkId, polled, replayed, ids }
  }

  test('is kept and told of once, and comes in by replay once it can be read', async () => {
    const { db, networkId, polled, replayed, ids } = await mastodonOf()
    const both = [{ ...mention, id: '502', status: { ...mention.status, id: '702' } }, shout]
    // The second time its counts have changed meanwhile.
    await polled([told(both), told([]), told([{ ...shout, seen: 2 }]), told([])], 2)

    expect(await ids()).toEqual(['702'])
    const kept = await db.select().from(deliveries)
    expect(kept).toMatchObject([{ network: 'mastodon', account: networkId, failure: 'unknown notification: shout' }])
    const alerts = await db.select().from(posts).where(eq(posts.kind, 'alert'))
    expect(alerts.map(({ data }) => data.says)).toEqual([
      `Something from mastodon could not be read (unknown notification: shout). It is kept: after a fix, \`npm run replay -- ${kept[0]?.id}\`.`,
    ])

    await expect(replayed(mastodon, '9'.repeat(20))).rejects.toThrow('Name a delivery, as in')
    await replayed(mastodon)
    expect(await db.select().from(deliveries)).toMatchObject([
      { failure: 'unknown notification: shout', takenAt: null },
    ])
    await replayed(later)
    expect(await ids()).toEqual(['701', '702'])
    expect(await db.select().from(deliveries)).toMatchObject([{ failure: null, failedAt: null }])
  })

  test('is told of by the next poll, where the database was away between keeping and telling', async () => {
    const { db, polled } = await mastodonOf()
    await db.execute(sql`alter table posts add constraint away check (kind <> 'alert')`)
    await polled([told([shout]), told([])], 1).finally(() => db.execute(sql`alter table posts drop constraint away`))
    expect(await db.select().from(accounts)).toMatchObject([{ cursor: null }])
    await polled([told([shout]), told([])], 1)
    expect(await db.select().from(deliveries)).toMatchObject([{ failure: 'unknown notification: shout' }])
    expect(await db.select().from(posts).where(eq(posts.kind, 'alert'))).toHaveLength(1)
  })

  test('that its network refuses for good to fill in is kept and told of once, and keeps nothing back', async () => {
    const { db, polled, replayed, ids } = await mastodonOf()
    const answer = { ...mention, status: { ...mention.status, in_reply_to_id: '600' } }
    const both = [{ ...mention, id: '502', status: { ...mention.status, id: '702' } }, answer]
    const refuses: Network['complete'] = async (message) => {
      if (message.incomplete) throw new NetworkError('Not for you', { permanent: true })
      return message
    }
    await polled([told(both), told([]), told(both), told([])], 2, { ...mastodon, complete: refuses })

    expect(await ids()).toEqual(['702'])
    expect(await db.select().from(accounts)).toMatchObject([{ cursor: { mentions: '502' }, trouble: null }])
    expect(await db.select().from(deliveries)).toMatchObject([{ failure: 'Not for you' }])
    expect(await db.select().from(posts).where(eq(posts.kind, 'alert'))).toHaveLength(1)

    await replayed({ ...mastodon, complete: async (message) => ({ ...message, incomplete: undefined }) })
    expect(await ids()).toEqual(['701', '702'])
    const [found] = await db.select().from(messages).where(eq(messages.networkId, '701'))
    expect(found).toMatchObject({ conversation: '600', at: Temporal.Instant.from('2026-11-23T08:59:00Z') })
  })

  test('that the database cannot hold is kept and told of once, and keeps nothing back', async () => {
    const { db, polled, ids } = await mastodonOf()
    // No index takes an id of that length.
    const strange = { ...mention, status: { ...mention.status, id: randomBytes(9000).toString('base64url') } }
    const both = [{ ...mention, id: '502', status: { ...mention.status, id: '702' } }, strange]
    await polled([told(both), told([]), told(both), told([])], 2)

    expect(await ids()).toEqual(['702'])
    expect(await db.select().from(accounts)).toMatchObject([{ cursor: { mentions: '502' }, trouble: null }])
    expect(await db.select().from(deliveries)).toMatchObject([{ failure: 'a value in it is out of range or too long' }])
    expect(await db.select().from(posts).where(eq(posts.kind, 'alert'))).toHaveLength(1)
  })

  test('for now keeps nothing else out, and is asked for again', async () => {
    const { db, polled, ids } = await mastodonOf()
    const answer = { ...mention, status: { ...mention.status, in_reply_to_id: '600' } }
    const both = [{ ...mention, id: '502', status: { ...mention.status, id: '702' } }, answer]
    // Where its thread begins cannot be said.
    await polled([told(both), told([]), told('Bad gateway', 502)], 1)
    expect(await ids()).toEqual(['702'])
    expect(await db.select().from(accounts)).toMatchObject([{ cursor: null, trouble: 'Mastodon has trouble (502).' }])
    await polled([told(both), told([]), told({ ancestors: [{ id: '600', strange: true }] })], 1)
    expect(await ids()).toEqual(['701', '702'])
    const [found] = await db.select().from(messages).where(eq(messages.networkId, '701'))
    expect(found).toMatchObject({ conversation: '600' })
    expect(await db.select().from(accounts)).toMatchObject([{ trouble: null }])
  })
})
