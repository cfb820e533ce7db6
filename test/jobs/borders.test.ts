import { getTableName } from 'drizzle-orm'
import pino from 'pino'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import * as schema from '../../src/db/schema.ts'
import { eq } from '../../src/db/sql.ts'
import { patiently } from '../../src/inbound/patiently.ts'
import { polling } from '../../src/inbound/poll.ts'
import { refresh } from '../../src/inbound/refresh.ts'
import { takeDeliveries } from '../../src/inbound/take-deliveries.ts'
import { letGoDeliveries } from '../../src/jobs/let-go-deliveries.ts'
import { sayAllDue } from '../../src/jobs/say-all-due.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { abandoned, nextQueued } from '../../src/outbound/queue.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeEnvironment, storeTeam } from '../../src/settings/stored.ts'
import { keepOneFile } from '../../src/slack/keep-files.ts'
import { leaseNext } from '../../src/slack/lease.ts'
import { saveDraft } from '../../src/tickets/draft.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reply } from '../../src/tickets/reply.ts'
import { after, anyNetwork, company, message, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const log = pino({ level: 'silent' })
const tomorrow = after(24 * 60)
const never = () => expect.fail('That is another workspace’s')

onEveryDatabase('what is due in another workspace', (database) => {
  test('is left to it: its reminders, replies, deliveries, polls, files, drawings and digests', async () => {
    const { db } = database()
    await due(db)
    await db.insert(schema.workspaces).values({ id: 'T2', name: 'Ours', createdAt: after(-60) })
    await db.insert(schema.channels).values({ id: 'C2', workspaceId: 'T2', name: 'ours' })
    await storeEnvironment(db, 'T2', { channel: 'C2' })
    await storeTeam(db, 'T2', settingsSchema.parse({}), nine, { rewritePromises: true })
    const theirs = () => rowsOf(db, 'T1')
    const before = await theirs()
    const common = { db, workspaceId: 'T2', now: () => tomorrow, log }
    await sayAllDue({ ...common, channelId: 'C2', ending: () => false })
    await letGoDeliveries(db, 'T2', after(60 * 24 * 60))
    expect(await nextQueued(db, 'T2', tomorrow)).toBeUndefined()
    expect(await abandoned(db, 'T2', true)).toEqual([])
    expect(await leaseNext(db, 'T2', tomorrow)).toBeUndefined()
    expect(await keepOneFile({ ...common, client: never as never, fetch: never })).toBe(false)
    expect(await takeDeliveries(db, 'T2', never, never, patiently(50, 2, never), log)).toBe(0)
    const asks = {
      networks: new Map([['custom', { ...custom, poll: { everySeconds: 1, fetch: never, read: never } }]]),
    }
    const told = { unsealed: never, intakeOf: never, refused: never, asked: never, cannotRead: never }
    expect(await polling({ ...common, ...asks, ...told }, (work) => work())()).toEqual([])
    await refresh({ ...common, ...asks, seal: { seal: never, open: never } as never, refused: never })
    expect(await theirs()).toEqual(before)
  })
})

/** Something of each kind that is to be done in Lumen. */
async function due(db: Db): Promise<void> {
  const { account, grace, alan } = await company(db)
  const asked = await ticket(db, account, { attachments: [{ url: 'https://files.example/1.png', type: 'image' }] })
  const draft = { text: 'On its way.', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
  await reply(db, asked, { ...draft, submission: 'one' }, grace, nine)
  const held = await ticket(db, account, { conversation: 'held', customer: { id: 'held', name: 'Ada' } })
  const { id } = await reply(db, held, { ...draft, submission: 'two' }, grace, nine)
  await db.update(schema.messages).set({ sendingAt: nine }).where(eq(schema.messages.id, id))
  await saveDraft(db, held, { text: 'We', submission: 'three', at: nine }, alan, nine)
  const praise = { place: 'public', conversation: 'post', text: '❤️', customer: { id: 'fan' } } as const
  await receive(db, { ...account, options: { quiet: 'on' } }, anyNetwork, message(praise), nine)
  await db.insert(schema.channels).values({ id: 'C3', workspaceId: 'T1', name: 'lost', lostAt: nine })
  await db.update(schema.tickets).set({ channelId: 'C3' }).where(eq(schema.tickets.id, held.id))
  const { id: _, ...shop } = account
  await db
    .insert(schema.accounts)
    .values({ ...shop, networkId: 'paused', pausedAt: nine, pausedBecause: 'A dead token.' })
  const raw = { workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: nine }
  await db.insert(schema.deliveries).values([raw, { ...raw, takenAt: nine }])
}

async function rowsOf(db: Db, workspaceId: string): Promise<string[]> {
  const { accounts, agents, channels, deliveries, digests, drafts, files, messages, posts, tickets } = schema
  const rows: string[] = []
  for (const table of [accounts, agents, channels, deliveries, digests, drafts, files, messages, posts, tickets])
    for (const row of await db.select().from(table).where(eq(table.workspaceId, workspaceId)))
      rows.push(`${getTableName(table)} ${JSON.stringify(row)}`)
  return rows.sort()
}
