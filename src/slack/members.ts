import type { WebClient } from '@slack/web-api'
import type { Db } from '../db/connect.ts'
import { accounts, agents, channels } from '../db/schema.ts'
import { and, eq, gt, inArray, isNull, lt, or, sql } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { agentOf, NotAnAgent, type Who } from './who.ts'

/** Who joined or left a channel is known within so long. */
const AFTER = { minutes: 10 }

/**
 * Writes down who is in the channels whose new tickets are assigned in turn: full members only, no bots, no guests. Which
 * channel is asked about is claimed by its row, so that one process at a time asks, and seldom.
 */
export async function keepMembers(who: Who): Promise<void> {
  const { db, workspaceId, client, now } = who
  for (const id of await channelsInTurn(db, workspaceId)) {
    const due = or(isNull(channels.membersAt), lt(channels.membersAt, now().subtract(AFTER)))
    const claimed = await db
      .update(channels)
      .set({ membersAt: now() })
      .where(and(eq(channels.id, id), isNull(channels.lostAt), due))
      .returning({ id: channels.id })
    if (claimed.length === 0) continue
    const slackIds = await membersOf(client, id)
    const known = await knownAgents(who, slackIds)
    const members: number[] = known.map((agent) => agent.id)
    for (const slackId of slackIds.filter((one) => known.every((agent) => agent.slackId !== one))) {
      const agent = await agentOf(who, slackId).catch((error) => {
        if (error instanceof NotAnAgent) return undefined
        throw error
      })
      if (agent) members.push(agent.id)
    }
    await db.update(channels).set({ members }).where(eq(channels.id, id))
  }
}

/** Slack was asked about them within a day: that somebody is a full member changes seldom. */
function knownAgents({ db, workspaceId, now }: Who, slackIds: string[]) {
  const yesterday = now().subtract({ hours: 24 })
  return db
    .select({ id: agents.id, slackId: agents.slackId })
    .from(agents)
    .where(and(eq(agents.workspaceId, workspaceId), inArray(agents.slackId, slackIds), gt(agents.seenAt, yesterday)))
}

/** Where new tickets of such accounts may go: their own channel, the default one, and those that the team's rules name. */
async function channelsInTurn(db: Db, workspaceId: string): Promise<string[]> {
  const inTurn = await db
    .select({ channelId: accounts.channelId })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), sql`${accounts.options}->>'assign' = 'turn'`))
  if (inTurn.length === 0) return []
  const { channel, team } = await settingsOf(db, workspaceId)
  const ids = [channel, ...inTurn.map(({ channelId }) => channelId), ...team.routes.map((one) => one.channel)]
  const named = [...new Set(ids.filter((id) => id != null))]
  const rows = await db.select({ id: channels.id }).from(channels).where(inArray(channels.id, named))
  return rows.map(({ id }) => id)
}

async function membersOf(client: WebClient, channel: string): Promise<string[]> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await client.conversations.members({ channel, limit: 200, ...(cursor ? { cursor } : {}) })
    found.push(...(page.members ?? []))
    cursor = page.response_metadata?.next_cursor
  } while (cursor)
  return found
}
