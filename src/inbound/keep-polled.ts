import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { deliveries } from '../db/schema.ts'
import { sql } from '../db/sql.ts'
import { id } from '../networks/loosely.ts'
import type { Polled, Unreadable } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'

/**
 * Keeps what a poll could not read like a delivery that cannot be read, for `npm run replay`: once, though every poll may tell
 * it again. Answers its number if it is new.
 */
export async function keepPolled(
  db: Db,
  { workspaceId, network, networkId }: AccountRow,
  { why, polled }: Unreadable & { polled: Polled },
  now: Temporal.Instant,
): Promise<number | undefined> {
  const [kept] = await db
    .insert(deliveries)
    .values({
      ...{ workspaceId, network, account: networkId, body: JSON.stringify(polled), polled: nameOf(polled) },
      ...{ receivedAt: now, failedAt: sql`clock_timestamp()`, failure: why },
    })
    .onConflictDoNothing()
    .returning({ id: deliveries.id })
  return kept?.id
}

const named = z.union([
  z.object({ uri: z.string() }).transform(({ uri }) => uri),
  z.object({ update_id: id }).transform(({ update_id }) => update_id),
  z.object({ id }).transform(({ id }) => id),
])

/** By the network's own name for it where it has one: counts and addresses in it may change from poll to poll. */
function nameOf({ list, json }: Polled): string {
  const name = named.safeParse(json).data ?? JSON.stringify(json)
  return createHash('sha256').update(`${list} ${name}`).digest('base64url')
}
