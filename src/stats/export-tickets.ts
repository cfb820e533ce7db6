import type { Db } from '../db/connect.ts'
import { accounts, agents, channels, customers, episodes, tickets } from '../db/schema.ts'
import { alias, and, asc, eq } from '../db/sql.ts'
import { rangeOf } from './days.ts'
import type { Columns, ExportAsk, Exported } from './export.ts'
import { afterKey, pages } from './pages.ts'
import { inRanges, ownedTicketFits, type Scope } from './scope.ts'

const owner = alias(agents, 'owner')
const closer = alias(agents, 'closer')
const first = alias(episodes, 'first')

const columns: Columns<Row> = {
  ticket: ({ ticket }) => ticket.id,
  network: ({ network }) => network,
  account: ({ account }) => account,
  place: ({ ticket }) => ticket.place,
  channel: ({ channel }) => channel,
  customer: ({ customer }) => customer,
  handle: ({ handle }) => handle,
  language: ({ ticket }) => ticket.language,
  priority: ({ ticket }) => ticket.priority,
  tags: ({ ticket }) => ticket.tags,
  opened_at: ({ ticket }) => ticket.openedAt.toString(),
  claimed_at: ({ ticket }) => ticket.claimedAt?.toString() ?? null,
  owner: ({ owner }) => owner,
  first_reply_at: ({ ticket }) => ticket.firstReplyAt?.toString() ?? null,
  first_reply_ms: ({ since, replied }) => (since && replied ? since.until(replied).total('milliseconds') : null),
  first_reply_due_at: ({ due }) => due?.toString() ?? null,
  closed_at: ({ ticket }) => ticket.closedAt?.toString() ?? null,
  closed_as: ({ ticket }) => ticket.closedAs,
  closed_by: ({ closer }) => closer,
  reopened_at: ({ ticket }) => ticket.reopenedAt?.toString() ?? null,
  satisfaction: ({ ticket }) => ticket.satisfaction,
  history: ({ ticket }) => ticket.history,
  continues_at: ({ ticket }) => ticket.elsewhere,
}

/** A row for each ticket opened in these days, the oldest first. */
export function exportTickets(db: Db, { workspaceId, days, only, zone }: ExportAsk): Exported {
  const scope = { workspaceId, ranges: [rangeOf(days, zone)], only }
  return { columns: Object.keys(columns), rows: rows(db, scope) }
}

async function* rows(db: Db, scope: Scope) {
  const all = pages((after: Row | undefined, size) => page(db, scope, after, size))
  for await (const row of all) yield Object.values(columns).map((cell) => cell(row))
}

type Row = Awaited<ReturnType<typeof page>>[number]

function page(
  db: Db,
  scope: Scope,
  after: { ticket: { openedAt: Temporal.Instant; id: number } } | undefined,
  size: number,
) {
  return db
    .select({
      ticket: tickets,
      network: accounts.network,
      account: accounts.name,
      channel: channels.name,
      customer: customers.name,
      handle: customers.handle,
      owner: owner.name,
      closer: closer.name,
      since: first.startedAt,
      due: first.dueAt,
      replied: first.endedAt,
    })
    .from(tickets)
    .innerJoin(accounts, eq(accounts.id, tickets.accountId))
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .leftJoin(channels, eq(channels.id, tickets.channelId))
    .leftJoin(owner, eq(owner.id, tickets.claimedBy))
    .leftJoin(closer, eq(closer.id, tickets.closedBy))
    .leftJoin(first, and(eq(first.ticketId, tickets.id), eq(first.metric, 'first reply'), eq(first.endedAs, 'replied')))
    .where(
      and(
        eq(tickets.workspaceId, scope.workspaceId),
        inRanges(tickets.openedAt, scope),
        ownedTicketFits(scope),
        after && afterKey(tickets.openedAt, tickets.id, after.ticket.openedAt, after.ticket.id),
      ),
    )
    .orderBy(asc(tickets.openedAt), asc(tickets.id))
    .limit(size)
}
