import type { Db } from '../db/connect.ts'
import { accounts, agents, channels, tickets } from '../db/schema.ts'
import { and, asc, desc, eq, sql } from '../db/sql.ts'
import { inOrder } from './breakdown.ts'

/** What a question about figures can name. */
export interface Known {
  accounts: { id: number; name: string; network: string }[]
  agents: { id: number; name: string; slackId: string | null }[]
  channels: { id: string; name: string }[]
  tags: string[]
}

// Enough to know every tag in use, and no more to read when there are a million tickets.
const LATEST_TICKETS = 5000

export async function known(db: Db, workspaceId: string): Promise<Known> {
  const latest = db
    .select({ tags: tickets.tags })
    .from(tickets)
    .where(and(eq(tickets.workspaceId, workspaceId)))
    .orderBy(desc(tickets.openedAt))
    .limit(LATEST_TICKETS)
    .as('latest')
  const [accountRows, agentRows, channelRows, tagRows] = await Promise.all([
    db
      .select({ id: accounts.id, name: accounts.name, network: accounts.network })
      .from(accounts)
      .where(eq(accounts.workspaceId, workspaceId))
      .orderBy(asc(accounts.id)),
    db
      .select({ id: agents.id, name: agents.name, slackId: agents.slackId })
      .from(agents)
      .where(eq(agents.workspaceId, workspaceId))
      .orderBy(asc(agents.id)),
    db
      .select({ id: channels.id, name: channels.name })
      .from(channels)
      .where(eq(channels.workspaceId, workspaceId))
      .orderBy(asc(channels.id)),
    db.selectDistinct({ tag: sql<string>`unnest(${latest.tags})` }).from(latest),
  ])
  return {
    accounts: accountRows,
    agents: agentRows,
    channels: channelRows,
    tags: inOrder(tagRows.map((row) => row.tag)),
  }
}
