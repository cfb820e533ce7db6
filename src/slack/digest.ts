import { and, eq } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { digests } from '../db/schema.ts'
import { settingsOf } from '../settings/stored.ts'
import { digest } from '../stats/digest.ts'
import { digestFacts } from '../stats/digest-facts.ts'
import { actions, section } from './blocks.ts'
import type { Drawing } from './render/drawing.ts'
import { inert } from './text.ts'

/** A channel's digest of a day, from its row. Its figures are as of when it is drawn. */
export async function digestOf(db: Db, post: Post, now: Temporal.Instant): Promise<Drawing> {
  const { workspaceId, channelId } = post
  const [row] = await db
    .select()
    .from(digests)
    .where(
      and(
        eq(digests.workspaceId, workspaceId),
        eq(digests.channelId, channelId),
        eq(digests.day, String(post.data.day)),
      ),
    )
  if (!row) return { gone: true }
  const { zone, openings } = await settingsOf(db, workspaceId)
  const span = { from: row.since, to: row.until }
  const facts = await digestFacts(
    db,
    { workspaceId, channelId, span, zone, dueAt: Temporal.Instant.from(String(post.data.due)) },
    now,
    openings,
  )
  const said = digest(facts)
  return {
    text: said.text,
    blocks: [
      section(said.lines.map(inert).join('\n')),
      actions('digest', [{ id: 'open-queue', label: 'Open Queue', value: channelId }]),
    ],
  }
}
