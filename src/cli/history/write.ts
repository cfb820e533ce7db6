import type { Db } from '../../db/connect.ts'
import { episodes } from '../../db/schema.ts'
import { sql } from '../../db/sql.ts'
import { languageOf } from '../../rules/language.ts'
import { authorOf } from '../../tickets/customer.ts'
import type { Setting } from './keep.ts'
import { among } from './look-up.ts'
import type { Fresh, Ticket } from './place.ts'
import { rowsOf } from './rows-of.ts'
import type { Course } from './turns.ts'

export interface Written extends Course {
  ticket: Ticket
  isNew: boolean
}

/** No card, no reminder: `history` says so to everybody. A close without more was a close as resolved. */
export async function writeTickets(tx: Db, { workspaceId, accounts }: Setting, courses: Written[]): Promise<void> {
  const channels = new Map([...accounts.values()].map(({ id, channelId }) => [id, channelId]))
  const rows = courses.map(({ ticket, isNew, openedAt, firstReplyAt, claimedBy }) => ({
    ...{ id: ticket.id, is_new: isNew, account_id: ticket.accountId, customer_id: ticket.customerId },
    ...{ channel_id: channels.get(ticket.accountId), place: ticket.place, conversation: ticket.conversation },
    ...{
      priority: ticket.priority,
      tags: ticket.tags,
      opened_at: openedAt,
      first_reply_at: firstReplyAt,
      closed_at: ticket.closedAt,
    },
    ...{ claimed_by: claimedBy, claimed_at: claimedBy && firstReplyAt, closed_as: ticket.closedAt && 'resolved' },
  }))
  const row = sql`row(id bigint, is_new boolean, account_id bigint, customer_id bigint, channel_id text, place text,
    conversation text, priority text, tags text[], opened_at timestamptz, first_reply_at timestamptz, closed_at timestamptz,
    claimed_by bigint, claimed_at timestamptz, closed_as text)`
  await tx.execute(sql`
    insert into tickets (id, workspace_id, account_id, customer_id, channel_id, place, conversation, priority, tags, history,
      opened_at, first_reply_at, closed_at, claimed_by, claimed_at, closed_as)
    overriding system value
    select id, ${workspaceId}, account_id, customer_id, channel_id, place, conversation, priority, tags, true,
      opened_at, first_reply_at, closed_at, claimed_by, claimed_at, closed_as
    from ${rowsOf(rows, row)} where is_new`)
  if (courses.every(({ isNew }) => isNew)) return
  await tx.execute(sql`
    update tickets set tags = row.tags, priority = row.priority, opened_at = row.opened_at, first_reply_at = row.first_reply_at,
      closed_at = row.closed_at, claimed_by = row.claimed_by, claimed_at = row.claimed_at, closed_as = row.closed_as
    from ${rowsOf(rows, row)} where tickets.id = row.id and not row.is_new`)
}

export async function writeMessages(
  tx: Db,
  { workspaceId }: Setting,
  fresh: Fresh[],
  now: Temporal.Instant,
): Promise<void> {
  const rows = fresh.map(({ line, ticket, direction, at, agentId }) => ({
    ...{ account_id: ticket.accountId, ticket_id: ticket.id, direction, place: line.place, network_id: line.id },
    ...{ conversation: ticket.conversation, customer_id: ticket.customerId, agent_id: agentId, text: line.text ?? '' },
    ...{ attachments: line.attachments ?? [], rating: line.rating, url: line.url, in_reply_to: line.in_reply_to, at },
    ...{ received_at: now, sent_at: direction === 'outbound' ? at : null },
    language: direction === 'inbound' ? languageOf(line.text ?? '') : null,
    author: direction === 'inbound' ? authorOf(line.customer) : null,
  }))
  const row = sql`row(account_id bigint, ticket_id bigint, direction text, place text, network_id text,
    conversation text, customer_id bigint, agent_id bigint, text text, attachments jsonb, rating integer, url text,
    in_reply_to text, at timestamptz, received_at timestamptz, sent_at timestamptz, language text, author text)`
  await tx.execute(sql`
    insert into messages (workspace_id, account_id, ticket_id, direction, place, network_id, conversation, customer_id,
      agent_id, text, attachments, rating, url, in_reply_to, at, received_at, sent_at, language, author)
    select ${workspaceId}, account_id, ticket_id, direction, place, network_id, conversation, customer_id,
      agent_id, text, attachments, rating, url, in_reply_to, at, received_at, sent_at, language, author
    from ${rowsOf(rows, row)}`)
  await tx.execute(sql`
    update tickets set language = newest.language
    from (select distinct on (ticket_id) ticket_id, language
      from ${rowsOf(rows, row)} where language is not null order by ticket_id, at desc) as newest
    where tickets.id = newest.ticket_id and tickets.language is null`)
}

/** A message may come late and older than all others: a ticket's turns are written anew. */
export async function writeTurns(tx: Db, { workspaceId }: Setting, courses: Written[]): Promise<void> {
  const before = courses.flatMap(({ ticket, isNew }) => (isNew || ticket.id === null ? [] : [ticket.id]))
  if (before.length > 0) await tx.delete(episodes).where(among(episodes.ticketId, before))
  const rows = courses.flatMap(({ ticket, turns }) =>
    turns.map((turn) => ({
      ...{ ticket_id: ticket.id, metric: turn.metric, started_at: turn.startedAt, due_at: turn.dueAt },
      ...{ ended_at: turn.endedAt, ended_as: turn.endedAs, agent_id: turn.agentId },
    })),
  )
  const row = sql`row(ticket_id bigint, metric text, started_at timestamptz, due_at timestamptz, ended_at timestamptz,
    ended_as text, agent_id bigint)`
  await tx.execute(sql`
    insert into episodes (workspace_id, ticket_id, metric, started_at, due_at, ended_at, ended_as, agent_id)
    select ${workspaceId}, ticket_id, metric, started_at, due_at, ended_at, ended_as, agent_id
    from ${rowsOf(rows, row)}`)
}
