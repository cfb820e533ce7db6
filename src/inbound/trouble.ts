import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import { and, eq, sql } from '../db/sql.ts'
import type { AccountRow } from '../tickets/ticket.ts'

/** Keeps since when an account is asked in vain, and why; undefined: it answered, and all is well again. */
export async function noteTrouble(
  db: Db,
  { id, credentials, troubleSince }: AccountRow,
  trouble: string | undefined,
  now: Temporal.Instant,
): Promise<void> {
  // Only as the one saw who asked: it may have been connected anew meanwhile.
  const asAsked = and(eq(accounts.id, id), eq(accounts.credentials, credentials))
  if (trouble)
    await db
      .update(accounts)
      .set({ trouble, troubleSince: sql`coalesce(${accounts.troubleSince}, ${now.toString()}::timestamptz)` })
      .where(asAsked)
  else if (troubleSince)
    await db.update(accounts).set({ trouble: null, troubleSince: null, troubleToldAt: null }).where(asAsked)
}
