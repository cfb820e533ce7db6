import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { type Post, PRIORITY, showOnce } from '../db/posts.ts'
import { agents } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { cardOf } from '../tickets/show-card.ts'
import { section } from './blocks.ts'
import type { Drawing } from './render/drawing.ts'

const told = z.object({ to: z.string().nullable(), where: z.string() })

/** A shared card that its channel never took: whoever shared it is told once, beside the ticket's card, and it ends there. */
export async function tellNotShared(db: Db, post: Post, now: Temporal.Instant): Promise<void> {
  const { workspaceId, ticketId } = post
  const card = ticketId ? await cardOf(db, { id: ticketId, workspaceId }) : undefined
  if (!ticketId || !card) return
  const [by] = await db
    .select()
    .from(agents)
    .where(eq(agents.id, Number(post.data.by)))
  const data: z.infer<typeof told> = { to: by?.slackId ?? null, where: post.channelId }
  const subject = { kind: 'not shared', subject: String(post.id), ticketId, data }
  await showOnce(db, { workspaceId, channelId: card.channelId, ...subject }, PRIORITY.list, now)
}

export function notShared({ data, ticketId }: Post): Drawing {
  const { to, where } = told.parse(data)
  const text = `${to ? `<@${to}> ` : ''}#${ticketId} could not be shared: Slack does not let Roost post in <#${where}>. Share it elsewhere.`
  return { text, blocks: [section(text)] }
}
