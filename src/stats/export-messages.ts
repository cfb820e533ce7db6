import type { Db } from '../db/connect.ts'
import { accounts, agents, customers, messages } from '../db/schema.ts'
import { and, asc, eq } from '../db/sql.ts'
import { rangeOf } from './days.ts'
import type { Columns, ExportAsk, Exported } from './export.ts'
import { afterKey, pages } from './pages.ts'
import { inRanges, ofTicketOrQuiet, type Scope } from './scope.ts'

const columns: Columns<Row> = {
  message: ({ message }) => message.id,
  ticket: ({ message }) => message.ticketId,
  at: ({ message }) => message.at.toString(),
  direction: ({ message }) => message.direction,
  place: ({ message }) => message.place,
  network: ({ network }) => network,
  account: ({ account }) => account,
  customer: ({ customer }) => customer,
  agent: ({ agent }) => agent,
  language: ({ message }) => message.language,
  text: ({ message }) => message.text,
  attachments: ({ message }) => message.attachments.map(({ url }) => url),
  rating: ({ message }) => message.rating,
  url: ({ message }) => message.url,
  edited_at: ({ message }) => message.editedAt?.toString() ?? null,
  deleted_at: ({ message }) => message.deletedAt?.toString() ?? null,
  sent_at: ({ message }) => message.sentAt?.toString() ?? null,
  failed_at: ({ message }) => message.failedAt?.toString() ?? null,
  uncertain_at: ({ message }) => message.uncertainAt?.toString() ?? null,
}

/** A row for each message and note of these days, the oldest first. */
export function exportMessages(db: Db, { workspaceId, days, only, zone }: ExportAsk): Exported {
  const scope = { workspaceId, ranges: [rangeOf(days, zone)], only }
  return { columns: Object.keys(columns), rows: rows(db, scope) }
}

async function* rows(db: Db, scope: Scope) {
  for await (const row of pages((after: Row | undefined, size) => page(db, scope, after, size)))
    yield Object.values(columns).map((cell) => cell(row))
}

type Row = Awaited<ReturnType<typeof page>>[number]

function page(
  db: Db,
  scope: Scope,
  after: { message: { at: Temporal.Instant; id: number } } | undefined,
  size: number,
) {
  return db
    .select({
      message: messages,
      network: accounts.network,
      account: accounts.name,
      customer: customers.name,
      agent: agents.name,
    })
    .from(messages)
    .innerJoin(accounts, eq(accounts.id, messages.accountId))
    .leftJoin(customers, eq(customers.id, messages.customerId))
    .leftJoin(agents, eq(agents.id, messages.agentId))
    .where(
      and(
        eq(messages.workspaceId, scope.workspaceId),
        inRanges(messages.at, scope),
        ofTicketOrQuiet(db, scope),
        after && afterKey(messages.at, messages.id, after.message.at, after.message.id),
      ),
    )
    .orderBy(asc(messages.at), asc(messages.id))
    .limit(size)
}
