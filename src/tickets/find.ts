import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { accounts, agents, customers, messages, tickets } from '../db/schema.ts'
import { holding, mayHold, searchable, wordsIn } from '../db/searchable.ts'
import { and, desc, eq, inArray, type SQL, sql } from '../db/sql.ts'
import type { AccountRow, Customer, Message, Ticket } from './ticket.ts'

export interface Found {
  ticket: Ticket
  customer: Customer
  account: Pick<AccountRow, 'network' | 'name' | 'options'>
  owner: string | null
  /** The newest message that holds what was looked for; none: the ticket's number was. */
  message: Message | undefined
}

/** Where a page ends: the next one begins with what is older. */
export type Before = Pick<Message, 'at' | 'id'>

/** So many of the newest messages are read one by one; what is not common among them is rare, and looked up by its words. */
const READ = 500
/** A word that is in so many of these is common. */
const COMMON = 10
const WORDS = 10

/**
 * Tickets in which one message, with the name and handle of who wrote it, holds every word: each once, by the newest such
 * message, newest first. With 10,000 tickets or a million it takes the same time: what is common stands among the newest,
 * and of what is rare the index has few.
 */
export async function find(
  db: Db,
  workspaceId: string,
  { words, before, most }: { words: string; before?: Before; most: number },
): Promise<Found[]> {
  const looked = wordsIn(words).slice(0, WORDS)
  if (looked.length === 0) return []
  const ids = await newestFirst(db, workspaceId, looked, before, most)
  if (ids.length === 0) return []
  const rows = await db
    .select({ ...ticketFacts, message: messages })
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .innerJoin(accounts, eq(accounts.id, tickets.accountId))
    .leftJoin(agents, eq(agents.id, tickets.claimedBy))
    .where(inArray(messages.id, ids))
    .orderBy(desc(messages.at), desc(messages.id))
  return rows
}

/** `1042` or `#1042`. */
export async function findNumber(db: Db, workspaceId: string, words: string): Promise<Found | undefined> {
  const [, number] = /^#?(\d{1,15})$/.exec(words.trim()) ?? []
  if (!number) return undefined
  const [found] = await db
    .select(ticketFacts)
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .innerJoin(accounts, eq(accounts.id, tickets.accountId))
    .leftJoin(agents, eq(agents.id, tickets.claimedBy))
    .where(and(eq(tickets.workspaceId, workspaceId), eq(tickets.id, Number(number))))
  return found && { ...found, message: undefined }
}

const ticketFacts = {
  ticket: tickets,
  customer: customers,
  account: { network: accounts.network, name: accounts.name, options: accounts.options },
  owner: agents.name,
}

async function newestFirst(
  db: Db,
  workspaceId: string,
  words: string[],
  before: Before | undefined,
  most: number,
): Promise<number[]> {
  const { hits, counts, edge } = await amongNewest(db, workspaceId, words, before, most)
  if (hits.length === most || !edge) return hits
  const uncommon = words.filter((_, place) => (counts[place] ?? 0) < COMMON)
  // Materialized: read by the index of words and then put in order, instead of in order through the whole history. What is
  // common is left to the newest of these: every beginning of it in the index would have to be read to its end.
  const rare = await db.select({ id: sql`id`.mapWith(Number) }).from(sql`(
    with hits as materialized (
      select id, ticket_id, at, text, author from messages
      where workspace_id = ${workspaceId} and ticket_id is not null ${olderThan(edge)}
        and ${wordsOf(sql`messages`)} @@ ${uncommon.length ? holding(uncommon) : holding(words, words)}
    ), ordered as (select * from hits order by at desc, id desc offset 0)
    select id, at from ordered where ${mayHold(sql`ordered.text`, sql`ordered.author`, words)}
      and ${wordsOf(sql`ordered`)} @@ ${holding(words)} and ${isNewest(sql`ordered`, holding(words))}
    order by at desc, id desc limit ${most - hits.length}
  ) as rare`)
  return [...hits, ...rare.map(({ id }) => id)]
}

/** What fits among them, how many hold each word, and where they end if there are more. */
async function amongNewest(db: Db, workspaceId: string, words: string[], before: Before | undefined, most: number) {
  const counts = words.map((word) => sql`(select count(*) from recent where words @@ ${holding([word])})`)
  const [found] = await db
    .select({ hits: json('hits', numbers), counts: json('counts', numbers), edge: json('edge', oldest) })
    .from(sql`(
      with recent as materialized (
        select id, ticket_id, at, ${wordsOf(sql`newest`)} as words from (
          select id, ticket_id, at, text, author from messages
          where workspace_id = ${workspaceId} and ticket_id is not null ${olderThan(before)}
          order by at desc, id desc limit ${READ}
        ) as newest
      ), hits as (
        select id, at from recent where words @@ ${holding(words)} and ${isNewest(sql`recent`, holding(words))}
        order by at desc, id desc limit ${most}
      )
      select (select coalesce(json_agg(id order by at desc, id desc), '[]') from hits)::text as hits,
        json_build_array(${sql.join(counts, sql`, `)})::text as counts,
        coalesce((select json_build_object('at', at, 'id', id) from recent order by at desc, id desc offset ${READ - 1}), 'null')::text as edge
    ) as found`)
  return found ?? { hits: [], counts: [], edge: null }
}

const numbers = z.array(z.number())
const oldest = z.object({ at: z.string().transform((at) => Temporal.Instant.from(at)), id: z.number() }).nullable()

/** As text, since the drivers read JSON each in their own way. */
function json<T>(name: string, schema: z.ZodType<T>) {
  return sql`${sql.identifier(name)}`.mapWith((text): T => schema.parse(JSON.parse(String(text))))
}

function olderThan(before: Before | undefined): SQL {
  return before ? sql`and (at, id) < (${before.at.toString()}::timestamptz, ${before.id}::bigint)` : sql``
}

function wordsOf(row: SQL): SQL {
  return searchable(sql`${row}.text`, sql`${row}.author`)
}

/** A ticket stands once, at the newest of its messages that fit; on a later page it has been seen already. */
function isNewest(row: SQL, query: SQL): SQL {
  return sql`not exists (select 1 from messages newer where newer.ticket_id = ${row}.ticket_id
    and (newer.at, newer.id) > (${row}.at, ${row}.id) and ${wordsOf(sql`newer`)} @@ ${query})`
}
