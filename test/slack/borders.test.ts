import { getTableName, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import * as schema from '../../src/db/schema.ts'
import { addCustomerNote } from '../../src/tickets/customer-notes.ts'
import { saveDraft } from '../../src/tickets/draft.ts'
import { note } from '../../src/tickets/note.ts'
import { reply } from '../../src/tickets/reply.ts'
import { addSavedReply } from '../../src/tickets/saved-reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { offerTag } from '../../src/tickets/tend-tag.ts'
import type { Agent, Ticket } from '../../src/tickets/ticket.ts'
import { company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { everything, modals } from './everything.ts'
import { hearing } from './pressed.ts'

/** Rows of another workspace have numbers from here on, so that none of them is mistaken for one of ours. */
const FOREIGN = 5000
const numbers = [FOREIGN + 1, FOREIGN + 2]

/** No ticket has it. */
const NOWHERE = 999_999

onEveryDatabase('what belongs to another workspace', (database) => {
  test('is neither told nor changed, whatever number a button, a window or a menu names', async () => {
    const { db } = database()
    const { own } = await planted(db)
    const slack = await hearing(db)
    const before = await rowsOf(db, isForeign)
    for (const event of everything('U1', own, numbers)) await slack.hears(event)
    await slack.close()

    expect(await rowsOf(db, isForeign)).toEqual(before)
    expect(slack.told.filter(({ body }) => /foreign/i.test(body))).toEqual([])
    const ours = await rowsOf(db, (row) => !isForeign(row))
    const mixed = ours.filter((row) => /"\w+(Id|By)":500\d|"replies":\[[^\]]*500\d/.test(row))
    expect(mixed).toEqual([])
    // They were heard at all: the same on our own ticket says and changes something.
    expect(slack.told.length).toBeGreaterThan(100)
    expect(ours.join()).toContain('ticket.claimed')
  }, 300_000)

  test.each(['UGUEST', 'UCHANNEL', 'UBOT', 'UGONE', 'USTRANGER', 'UF'])(
    '%s is refused by everything there is to press',
    async (who) => {
      const { db } = database()
      const { own } = await planted(db)
      const slack = await hearing(db)
      const before = await rowsOf(db, () => true)
      for (const event of everything(who, own, [own, NOWHERE])) await slack.hears(event)
      await slack.close()

      expect(await rowsOf(db, () => true)).toEqual(before)
      const refusals = slack.told.filter(({ body }) => body.includes('Only full members of this workspace'))
      const rest = slack.told.filter((one) => !refusals.includes(one) && one.body !== '{"options":[]}')
      expect(rest).toEqual([])
      expect(refusals.length).toBeGreaterThan(modals.length)
    },
    300_000,
  )
})

/** Lumen, with a ticket of its own, and beside it another workspace in which everything is called foreign. */
async function planted(db: Db) {
  const { account } = await company(db)
  await db.update(schema.agents).set({ seenAt: nine })
  const { id: _, ...shop } = account
  const own = await ticket(db, account)
  await numberFrom(db, FOREIGN)
  await db.insert(schema.workspaces).values({ id: 'T2', name: 'Foreign Ltd', createdAt: nine })
  await db.insert(schema.channels).values({ id: 'C2', workspaceId: 'T2', name: 'foreign' })
  const [theirs] = await db
    .insert(schema.accounts)
    .values({
      ...shop,
      workspaceId: 'T2',
      networkId: 'foreign-shop',
      name: 'Foreign shop',
      channelId: 'C2',
    })
    .returning()
  const [fred] = await db
    .insert(schema.agents)
    .values({ workspaceId: 'T2', slackId: 'UF', name: 'Foreign Fred', seenAt: nine })
    .returning()
  if (!theirs || !fred) throw new Error('Nothing was planted')
  const [line] = await db
    .insert(schema.posts)
    .values({ workspaceId: 'T2', channelId: 'C2', kind: 'quiet', subject: 'q', priority: 5, createdAt: nine })
    .returning()
  const customer = { id: 'f', name: 'Foreign Mira', handle: 'foreign.mira' }
  const foreign = (id: string) =>
    ticket(db, theirs, { account: 'foreign-shop', id, conversation: id, customer, text: 'Foreign words' })
  // At once, so that it has one of the numbers that are named.
  await answered(db, await foreign('f1'), fred)
  for (const id of ['f2', 'f3']) await foreign(id)
  const [first] = await db.select().from(schema.tickets).where(sql`id > ${FOREIGN}`).orderBy(schema.tickets.id)
  const [mira] = await db.select().from(schema.customers).where(sql`id > ${FOREIGN}`)
  if (!first || !mira || !line) throw new Error('Nothing was planted')
  await db.insert(schema.messages).values({
    ...{ workspaceId: 'T2', accountId: theirs.id, customerId: mira.id, direction: 'inbound', place: 'public' },
    ...{ networkId: 'f4', text: 'Foreign praise', at: nine, receivedAt: nine },
    ...{ quiet: { channelId: 'C2' }, quietPostId: line.id },
  })
  for (const title of ['Foreign 1', 'Foreign 2', 'Foreign 3'])
    await addSavedReply(db, 'T2', { title, text: 'Foreign reply', language: null }, fred, nine)
  await addCustomerNote(db, mira, { text: 'Foreign note', submission: 's' }, fred, nine)
  await note(db, first, { text: 'Foreign note' }, fred, nine)
  await saveDraft(db, first, { text: 'Foreign draft', submission: 's', at: nine }, fred, nine)
  await offerTag(db, 'T2', 'foreign tag', nine)
  await db.insert(schema.posts).values({
    ...{ workspaceId: 'T2', channelId: 'C2', kind: 'roll-up', subject: 's', priority: 5, createdAt: nine },
    data: { tickets: [first.id] },
  })
  await db.update(schema.posts).set({ ts: '5.1' }).where(sql`workspace_id = 'T2'`)
  await db.update(schema.messages).set({ uncertainAt: nine }).where(sql`workspace_id = 'T2' and direction = 'note'`)
  await numberFrom(db, 1000)
  return { own: own.id }
}

async function answered(db: Db, asked: Ticket, by: Agent) {
  const draft = { text: 'A foreign answer', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
  const { id } = await reply(db, asked, { ...draft, submission: 'r' }, by, nine)
  await settle(db, id, { sent: { id: 'r1' } }, nine)
}

async function numberFrom(db: Db, first: number) {
  for (const name of [
    'tickets',
    'messages',
    'accounts',
    'customers',
    'agents',
    'posts',
    'saved_replies',
    'events',
    'files',
  ])
    await db.execute(sql.raw(`select setval(pg_get_serial_sequence('${name}', 'id'), ${first})`))
}

function isForeign(row: Record<string, unknown>): boolean {
  return row.workspaceId === 'T2' || Number(row.ticketId) > FOREIGN || row.id === 'T2' || row.id === 'C2'
}

async function rowsOf(db: Db, which: (row: Record<string, unknown>) => boolean): Promise<string[]> {
  const tables = Object.values(schema).filter((value) => value instanceof PgTable)
  const rows: string[] = []
  for (const table of tables)
    for (const row of await db.select().from(table))
      if (which(row)) rows.push(`${getTableName(table)} ${JSON.stringify(row)}`)
  return rows.sort()
}
