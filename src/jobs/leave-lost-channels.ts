import type { Db } from '../db/connect.ts'
import { channels, posts, tickets } from '../db/schema.ts'
import { and, asc, eq, isNotNull, isNull } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { move } from '../tickets/move.ts'
import { Refusal } from '../tickets/refusal.ts'
import { alert } from './alert.ts'
import { isMeant } from './is-meant.ts'

const PAGE = 50

type Channel = typeof channels.$inferSelect

/**
 * Slack lets us post in a channel no more: its open tickets go on in the default one, and the leads are told loudly, once a
 * day while tickets are meant for it. The default channel itself has nowhere to go: what belongs there waits until it is back.
 */
export async function leaveLostChannels(db: Db, workspaceId: string, now: Temporal.Instant): Promise<void> {
  const lost = await db
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), isNotNull(channels.lostAt)))
  if (lost.length === 0) return
  const settings = await settingsOf(db, workspaceId)
  const home = settings.channel
  if (!home || lost.some(({ id }) => id === home)) return
  for (const channel of lost) {
    const left = await db
      .select()
      .from(tickets)
      .where(
        and(
          ...[eq(tickets.workspaceId, workspaceId), eq(tickets.channelId, channel.id)],
          ...[isNull(tickets.closedAt), eq(tickets.history, false)],
        ),
      )
      .orderBy(asc(tickets.id))
      .limit(PAGE)
    if (left.length > 0 || (await isMeant(db, channel, settings.team))) await tellOnce(db, channel, home, now)
    for (const ticket of left)
      await move(db, ticket, home, undefined, now).catch((error) => {
        // Somebody closed or moved it meanwhile.
        if (!(error instanceof Refusal)) throw error
      })
  }
}

const because: Record<string, string> = {
  is_archived: 'it is archived',
  channel_not_found: 'it was deleted, or Roost is not in it any more',
  not_in_channel: 'Roost is not in it any more',
  restricted_action: 'only some may post there',
  restricted_action_read_only_channel: 'only some may post there',
  restricted_action_thread_only_channel: 'only threads are written there',
}

async function tellOnce(db: Db, channel: Channel, home: string, now: Temporal.Instant): Promise<void> {
  const { workspaceId } = channel
  const key = `lost/${channel.id}`
  const today = and(eq(posts.kind, 'alert'), eq(posts.subject, `${key}/${now.toString().slice(0, 10)}`))
  if ((await db.$count(posts, and(eq(posts.workspaceId, workspaceId), today))) > 0) return
  const why = because[channel.lostBecause ?? ''] ?? 'Slack refuses it'
  const says = `Roost cannot post in #${channel.name}: ${why}. Its open tickets go on here, and new ones come here too. Bring the channel back, or change where its tickets go.`
  await alert(db, { workspaceId, channelId: home, key, says }, now)
}
