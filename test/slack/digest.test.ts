import { sql } from 'drizzle-orm'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, agents, channels, digests, posts } from '../../src/db/schema.ts'
import { postDigests } from '../../src/jobs/post-digests.ts'
import { message as messageSchema } from '../../src/sandbox/slack/block-kit.ts'
import { storeEnvironment } from '../../src/settings/stored.ts'
import { clients } from '../../src/slack/clients.ts'
import { runCommand } from '../../src/slack/commands/run-command.ts'
import { digestOf, digestWords } from '../../src/slack/digest.ts'
import { type Draw, draw } from '../../src/slack/draw.ts'
import { leaseNext } from '../../src/slack/lease.ts'
import { onEveryDatabase } from '../database.ts'
import { labels, words } from '../desk.ts'
import { type Answer, type Call, type Outside, outside } from '../faults/outside.ts'
import { at, company, ticket } from '../stats/company.ts'

const social = 'C0SOCIAL01'
const morning = at('2026-11-17T09:01:00Z')
const uploading = ({ path }: Call) => path === '/api/files.getUploadURLExternal'
const refused = (error: string): Answer => ({
  ...{ status: 200, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify({ ok: false, error }),
})

onEveryDatabase('the digest in its channel', (database) => {
  let around: Outside
  beforeEach(async () => {
    around = await outside(1000)
  })
  afterEach(() => around.close())

  /** A Monday with eight tickets, each answered within its number of minutes by Grace; on Tuesday its digest is due. */
  async function monday(db: Db) {
    const lumen = await company(db, 'T0SANDBOX1')
    await db.insert(channels).values({ id: social, workspaceId: 'T0SANDBOX1', name: 'social' })
    await db.update(accounts).set({ channelId: social })
    const here = { ...lumen, shop: { ...lumen.shop, channelId: social } }
    for (const minutes of [2, 4, 6, 8, 10, 12, 14, 90]) {
      const from = at('2026-11-16T10:00:00Z')
      const replied = from.add({ minutes }).toString()
      await ticket(db, here, [{ from: from.toString(), replied, by: lumen.grace }])
    }
    await db.execute(sql`update workspaces set created_at = '2026-11-16T08:00:00Z'`)
    await storeEnvironment(db, 'T0SANDBOX1', {})
    await db.execute(sql`update channels set lost_at = now() where id <> ${social}`)
    await postDigests(db, 'T0SANDBOX1', at('2026-11-16T08:00:05Z'))
  }

  async function drawn(db: Db, times = 1) {
    for (let time = 0; time < times; time += 1) {
      await db.execute(sql`update posts set retry_at = null`)
      await db.execute(sql`delete from paces`)
      const leased = await leaseNext(db, 'T0SANDBOX1', morning)
      if (leased) await draw(drawing(db, around), leased)
    }
    const standing = (await around.sees()).messages.filter(({ channel }) => channel === social)
    return { standing, uploads: around.calls.filter(uploading).length }
  }

  const pictures = (row: { blocks?: { type: string }[] } | undefined) =>
    row?.blocks?.filter(({ type }) => type === 'image').length

  test('stands with its chart among its lines, and its text says every number of it', async () => {
    const { db } = database()
    await monday(db)
    await postDigests(db, 'T0SANDBOX1', morning)
    const { standing } = await drawn(db)
    expect(standing).toHaveLength(1)
    const [digest] = standing
    expect(words(digest)).toMatch(
      /^Since Monday 8:00: 8 messages, 8 tickets, 88 % within the promise\.\nFirst reply: half within 9 min, 1 in 10 over 37 min\./,
    )
    expect(digest?.blocks.map(({ type }: { type: string }) => type)).toEqual(['section', 'image', 'section', 'actions'])
    expect(labels(digest)).toEqual(['Details', 'Open Queue'])
    expect(digest?.text).toContain('Answered by Grace.')
    expect(digest?.text).toContain('against the promise of 1 h')
    expect(digest?.text).toContain('Mon 16 Nov: 9 min, 37 min (8)')
    expect(words(digest)).toContain('Mon 16 Nov: 9 min, 37 min (8)')
    expect(messageSchema.safeParse(digest?.blocks).error).toBeUndefined()
  })

  test('one a day, whoever asks and however often; drawn anew it uploads nothing', async () => {
    const { db } = database()
    await monday(db)
    for (const minutes of [0, 0, 30]) await postDigests(db, 'T0SANDBOX1', morning.add({ minutes }))
    await drawn(db)
    await db.execute(sql`update posts set wanted = wanted + 1`)
    const { standing, uploads } = await drawn(db, 2)
    expect([standing.length, pictures(standing[0]), uploads]).toEqual([1, 1, 1])
    const [grace] = await db.select().from(agents)
    if (!grace) throw new Error('No Grace')
    const asked = await runCommand('digest', {
      ...{ db, networks: new Map(), workspaceId: 'T0SANDBOX1', by: grace, leads: false, channelId: social },
      ...{ cardLink: async () => undefined, now: morning.add({ minutes: 30 }) },
    })
    expect(typeof asked === 'string' ? asked : pictures(asked)).toBe(1)
    expect(await db.$count(posts)).toBe(1)
  })

  test('the first one counts what came in the very second of the first start', async () => {
    const { db } = database()
    await monday(db)
    await db.execute(sql`update workspaces set created_at = '2026-11-16T10:00:00.700Z'`)
    await db.delete(digests)
    for (const now of [at('2026-11-16T10:00:05Z'), morning]) await postDigests(db, 'T0SANDBOX1', now)
    expect(words((await drawn(db)).standing[0])).toContain('8 messages')
  })

  test('Slack has not looked through the picture yet: the digest stands without, and a little later with it', async () => {
    const { db } = database()
    await monday(db)
    await postDigests(db, 'T0SANDBOX1', morning)
    const mend = around.meddle(
      ({ body }) => body.includes('slack_file'),
      async () => refused('invalid_blocks'),
    )
    const early = await drawn(db)
    expect([early.standing.length, pictures(early.standing[0])]).toEqual([1, 0])
    expect(words(early.standing[0])).toContain('8 messages')
    mend()
    const { standing, uploads } = await drawn(db)
    expect([standing.length, pictures(standing[0]), uploads]).toEqual([1, 1, 1])
  })

  test('a picture that Slack never takes is left at last', async () => {
    const { db } = database()
    await monday(db)
    await postDigests(db, 'T0SANDBOX1', morning)
    around.meddle(
      ({ body }) => body.includes('slack_file'),
      async () => refused('invalid_blocks'),
    )
    expect((await drawn(db, 10)).standing).toHaveLength(1)
    const [post] = await db.select().from(posts)
    expect([post?.shown, post?.retryAt]).toEqual([1, null])
  })

  test.each(['missing_scope', 'internal_error'])(
    'the upload fails (%s): the digest goes out all the same',
    async (why) => {
      const { db } = database()
      await monday(db)
      await postDigests(db, 'T0SANDBOX1', morning)
      around.meddle(uploading, async () => refused(why))
      const { standing } = await drawn(db)
      expect([standing.length, pictures(standing[0])]).toEqual([1, 0])
      expect(words(standing[0])).toContain('8 messages')
    },
  )

  test('an upload that failed by chance is tried again, and the picture comes after', async () => {
    const { db } = database()
    await monday(db)
    await postDigests(db, 'T0SANDBOX1', morning)
    const mend = around.meddle(uploading, async () => 'cut')
    expect(pictures((await drawn(db)).standing[0])).toBe(0)
    mend()
    const { standing } = await drawn(db)
    expect([standing.length, pictures(standing[0])]).toEqual([1, 1])
  })
})

function drawing(db: Db, around: Outside): Draw {
  const { botToken, apiUrl } = around.sandbox.slack
  const client = clients(botToken, apiUrl).drawing
  const log = pino({ level: 'silent' })
  return {
    ...{ db, networks: new Map(), now: () => morning, log, client },
    leads: async () => [],
    permalink: async () => undefined,
    cardLink: async () => undefined,
    digest: (post, now) => digestOf({ db, client, log }, post, now),
  }
}

test('whatever an agent or an account is called, a digest calls nobody', () => {
  const said = { lines: ['Answered by <!channel>.'], chartAfter: 1, text: 'Answered by <!channel>.', quiet: false }
  const span = { from: morning, to: morning }
  expect(JSON.stringify(digestWords(said, social, span, undefined))).not.toContain('<!channel>')
})
