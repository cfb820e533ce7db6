import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import type { AccountRow } from '../tickets/ticket.ts'

/** The network refuses the account: nothing is asked of it and nothing sent through it until it is connected again. */
export async function pause(db: Db, account: AccountRow, because: string, now: Temporal.Instant): Promise<void> {
  await db
    .update(accounts)
    .set({ pausedAt: now, pausedBecause: because })
    // Only what the one saw who was refused: it may have been connected anew meanwhile.
    .where(and(eq(accounts.id, account.id), eq(accounts.credentials, account.credentials), isNull(accounts.pausedAt)))
}
