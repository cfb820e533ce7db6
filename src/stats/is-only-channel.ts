import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { eq, max, min } from '../db/sql.ts'

/**
 * Whether all tickets are in this channel, as with most teams: then nothing has to be asked of each ticket, which is most
 * of what a digest of a channel costs. Two looks at the ends of an index.
 */
export async function isOnlyChannel(db: Db, workspaceId: string, channelId: string): Promise<boolean> {
  const [ends] = await db
    .select({ first: min(tickets.channelId), last: max(tickets.channelId) })
    .from(tickets)
    .where(eq(tickets.workspaceId, workspaceId))
  return ends?.first === channelId && ends.last === channelId
}
