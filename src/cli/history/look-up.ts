import type { Db } from '../../db/connect.ts'
import { agents, customers, events, messages, tickets } from '../../db/schema.ts'
import { and, eq, inArray, isNotNull, notExists, or, type PgColumn, type SQL, sql } from '../../db/sql.ts'
import type { Setting } from './keep.ts'
import type { HistoryLine } from './line.ts'
import { type Facts, keyOf, type Ticket } from './place.ts'
import { rowsOf } from './rows-of.ts'
import type { Said } from './turns.ts'

/** What the database knows of the lines; their customers and agents are there afterwards. */
export async function lookUp(tx: Db, setting: Setting, lines: HistoryLine[]): Promise<Facts> {
  const { workspaceId } = setting
  const accountId = (line: HistoryLine) => {
    const account = setting.accounts.get(line.account)
    if (!account) throw new Error(`There is no account ${line.account}`)
    return account.id
  }
  const ids = await customerIds(tx, workspaceId, lines, accountId)
  const names = await agentIds(tx, workspaceId, lines)
  return {
    accountId,
    customerId: (line) => ids.get(keyOf(accountId(line), line.customer.id)) ?? 0,
    agentId: (line) => (line.outbound && line.agent && names.get(line.agent.name)) || null,
    known: await knownMessages(tx, lines, accountId),
    tickets: await ticketsOf(tx, workspaceId, [...ids.values()]),
  }
}

/** What is known already is newer, and stays. */
async function customerIds(
  tx: Db,
  workspaceId: string,
  lines: HistoryLine[],
  accountId: (line: HistoryLine) => number,
): Promise<Map<string, number>> {
  const customersOf = Map.groupBy(lines, (line) => keyOf(accountId(line), line.customer.id))
  const each = rowsOf(
    [...customersOf.values()].map((said) => Object.fromEntries(said.flatMap((line) => told(line, accountId(line))))),
    sql`row(account_id bigint, id text, name text, handle text, avatar_url text, url text)`,
  )
  const { id, accountId: account, networkId } = customers
  await tx.execute(sql`
    insert into customers (workspace_id, account_id, network_id, name, handle, picture_url, url)
    select ${workspaceId}, account_id, id, name, handle, avatar_url, url from ${each}
    on conflict (account_id, network_id) do update set
      name = coalesce(customers.name, excluded.name), handle = coalesce(customers.handle, excluded.handle),
      picture_url = coalesce(customers.picture_url, excluded.picture_url), url = coalesce(customers.url, excluded.url)`)
  const kept = await tx
    .select({ id, account, networkId })
    .from(customers)
    .innerJoin(each, and(eq(account, sql`row.account_id`), eq(networkId, sql`row.id`)))
  return new Map(kept.map((row) => [keyOf(row.account, row.networkId), row.id]))
}

/** What a line leaves out takes nothing away from what another one says. */
function told({ customer }: HistoryLine, accountId: number): [string, unknown][] {
  return [['account_id', accountId], ...Object.entries(customer).filter(([, value]) => value !== undefined)]
}

/** Somebody of that name who is here already, with a Slack id if there is one, else somebody known by name alone. */
async function agentIds(tx: Db, workspaceId: string, lines: HistoryLine[]): Promise<Map<string, number>> {
  const names = [...new Set(lines.flatMap((line) => (line.outbound && line.agent ? [line.agent.name] : [])))]
  if (names.length === 0) return new Map()
  const there = await agentsNamed(tx, workspaceId, names)
  const missing = names.filter((name) => !there.has(name))
  if (missing.length === 0) return there
  await tx
    .insert(agents)
    .values(missing.map((name) => ({ workspaceId, name })))
    .onConflictDoNothing()
  return agentsNamed(tx, workspaceId, names)
}

async function agentsNamed(tx: Db, workspaceId: string, names: string[]): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: agents.id, name: agents.name })
    .from(agents)
    .where(and(eq(agents.workspaceId, workspaceId), inArray(agents.name, names)))
    .orderBy(sql`${agents.slackId} is not null`, agents.id)
  return new Map(rows.map((row) => [row.name, row.id]))
}

async function knownMessages(tx: Db, lines: HistoryLine[], accountId: (line: HistoryLine) => number) {
  const asked = rowsOf(
    lines.map((line) => ({ account_id: accountId(line), network_id: line.id })),
    sql`asked(account_id bigint, network_id text)`,
  )
  const rows = await tx
    .select({ accountId: messages.accountId, networkId: messages.networkId, ticketId: messages.ticketId })
    .from(messages)
    .innerJoin(asked, and(eq(messages.accountId, sql`asked.account_id`), eq(messages.networkId, sql`asked.network_id`)))
  return new Map(rows.map((row) => [keyOf(row.accountId, row.networkId ?? ''), row.ticketId]))
}

async function ticketsOf(tx: Db, workspaceId: string, customerIds: number[]): Promise<Ticket[]> {
  const { id, accountId, customerId, place, conversation, closedAt, tags, priority, history } = tickets
  const done = tx.select({ id: events.id }).from(events).where(eq(events.ticketId, tickets.id))
  return tx
    .select({
      ...{ id, accountId, customerId, place, conversation, closedAt, tags, priority },
      untouched: sql<boolean>`${and(history, notExists(done))}`,
    })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, workspaceId), among(tickets.customerId, customerIds)))
}

/** Tickets are numbered by their table; taken beforehand, so that all rows of a batch can be written at once. */
export async function numbers(tx: Db, count: number): Promise<number[]> {
  const rows = await tx
    .select({ id: sql`nextval(pg_get_serial_sequence('tickets', 'id'))`.mapWith(Number) })
    .from(sql`generate_series(1, ${count}::int)`)
  return rows.map((row) => row.id)
}

/** What has been said in those of the tickets that are kept already; a note, or what never arrived, was not said. */
export async function messagesOf(tx: Db, tickets: Ticket[]): Promise<(Said & { ticket: Ticket | undefined })[]> {
  const kept = new Map(tickets.flatMap((ticket) => (ticket.id === null ? [] : [[ticket.id, ticket] as const])))
  const { ticketId, direction, at, agentId, sentAt } = messages
  const rows = await tx
    .select({ ticketId, direction, at, agentId })
    .from(messages)
    .where(and(among(ticketId, [...kept.keys()]), or(eq(direction, 'inbound'), isNotNull(sentAt))))
  return rows.flatMap(({ ticketId, direction, at, agentId }) =>
    direction === 'note' || direction === 'question'
      ? []
      : [{ ticket: kept.get(ticketId ?? 0), direction, at, agentId }],
  )
}

/** One parameter for all of them, where `inArray` takes one each. */
export function among(column: PgColumn, ids: number[]): SQL {
  return sql`${column} = any(${`{${ids.join(',')}}`}::bigint[])`
}
