import type { Db } from '../db/connect.ts'
import { accounts, type channels } from '../db/schema.ts'
import { and, eq } from '../db/sql.ts'
import type { Settings } from '../settings/settings.ts'

type Channel = typeof channels.$inferSelect

/** Whether a rule or an account sends new tickets there. */
export async function isMeant(db: Db, { id, workspaceId }: Channel, { routes }: Settings): Promise<boolean> {
  if (routes.some(({ channel }) => channel === id)) return true
  return (await db.$count(accounts, and(eq(accounts.workspaceId, workspaceId), eq(accounts.channelId, id)))) > 0
}
