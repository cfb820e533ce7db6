import type { Db } from '../db/connect.ts'
import { PRIORITY, show } from '../db/posts.ts'
import type { Agent, Ticket } from './ticket.ts'

export interface Call {
  by: Agent
  to: Agent
  /** A word for the team, kept as this note. */
  noteId?: number | undefined
  /** The same for one submission: it calls once. */
  submission: string
}

/** Calls whoever was given tickets, once for all of them, in the channel where most of them stand. */
export async function callOnce(
  tx: Db,
  given: Ticket[],
  { by, to, noteId, submission }: Call,
  now: Temporal.Instant,
): Promise<void> {
  const [first] = [...Map.groupBy(given, ({ channelId }) => channelId)]
    .filter(([channelId]) => channelId !== null)
    .toSorted(([, a], [, b]) => b.length - a.length)
  if (!first?.[0] || to.id === by.id) return
  const post = { workspaceId: by.workspaceId, channelId: first[0], kind: 'hand-over', subject: submission }
  const data = { tickets: given.map(({ id }) => id), to: to.id, by: by.id, note: noteId }
  await show(tx, { ...post, data }, PRIORITY.list, now)
}
