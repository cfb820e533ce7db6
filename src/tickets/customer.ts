import type { Db } from '../db/connect.ts'
import { customers } from '../db/schema.ts'
import { getColumns, type PgColumn, type SQL, sql } from '../db/sql.ts'
import type { IncomingCustomer } from '../networks/network.ts'
import { isBlank } from './is-blank.ts'
import { knownBefore } from './known-before.ts'
import type { AccountRow, Customer } from './ticket.ts'

/** `knownAnew`: they are known otherwise than before, by name or handle, or by a picture for the first time. */
export type Known = Customer & { knownAnew: boolean }

/** A server may claim any number; the column holds so many. */
const FOLLOWERS_AT_MOST = 2 ** 31 - 1
/** Far longer than what people are called; PostgreSQL refuses to index the words of a million. */
const AUTHOR_AT_MOST = 1000

/**
 * Finds or makes the customer, and keeps what is newly known; a delivery that says less takes nothing away, and one of a
 * message from before (`at`: when it was written) adds only what nobody knew.
 */
export async function customerOf(
  tx: Db,
  account: AccountRow,
  incoming: IncomingCustomer,
  at: Temporal.Instant,
): Promise<Known> {
  await knownBefore(tx, account, incoming)
  const { id: networkId, pictureUrl, url } = incoming
  const [name, handle] = [seen(incoming.name), seen(incoming.handle)]
  const followers = incoming.followers && Math.min(Math.max(incoming.followers, 0), FOLLOWERS_AT_MOST)
  const [customer] = await tx
    .insert(customers)
    .values({
      workspaceId: account.workspaceId,
      accountId: account.id,
      networkId,
      name,
      handle,
      pictureUrl,
      url,
      followers,
      knownAt: at,
    })
    .onConflictDoUpdate({
      target: [customers.accountId, customers.networkId],
      set: {
        name: newest(customers.name),
        handle: newest(customers.handle),
        pictureUrl: newest(customers.pictureUrl),
        url: newest(customers.url),
        followers: newest(customers.followers),
        knownAt: sql`greatest(excluded.known_at, ${customers.knownAt})`,
      },
    })
    .returning({ ...getColumns(customers), knownAnew })
  if (!customer) throw new Error('An upsert gave no row')
  return customer
}

/** A name of which nothing is seen is none. */
function seen(name: string | undefined): string | undefined {
  return name && !isBlank(name) ? name : undefined
}

/** Deliveries come in any order: the one that was written last says what holds, as far as it says anything. */
function newest(column: PgColumn): SQL {
  const told = sql`excluded.${sql.identifier(column.name)}`
  return sql`case when excluded.known_at < ${customers.knownAt} then coalesce(${column}, ${told}) else coalesce(${told}, ${column}) end`
}

/**
 * A statement reads all rows as they were when it began, also those that it changes: so this needs no other one. A row that
 * it changed (it has an `xmax`) and cannot read came at the same moment, and may have known less of them.
 */
const knownAnew = sql<boolean>`xmax <> 0 and coalesce((select (before.name, before.handle, before.picture_url is null)
    is distinct from (customers.name, customers.handle, customers.picture_url is null)
  from customers as before where before.id = customers.id), true)`

/** As one looks for them. */
export function authorOf({ name, handle }: { name?: string | null; handle?: string | null }): string | null {
  return [name, handle].filter(Boolean).join(' ').slice(0, AUTHOR_AT_MOST).toWellFormed() || null
}
