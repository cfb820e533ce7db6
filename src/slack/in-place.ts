import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { posts } from '../db/schema.ts'
import { and, eq } from '../db/sql.ts'
import { cardOf } from '../tickets/show-card.ts'
import { type Draw, draw } from './draw.ts'
import { leaseStanding } from './lease.ts'
import { respond } from './respond.ts'

export type Carried = z.infer<typeof carried>

/**
 * What a modal keeps of where it was opened; ticket 0: it is about none. A `response_url` serves 30 minutes and five times:
 * we use three, within 25.
 */
const carried = z
  .object({
    ticket: z.number(),
    url: z.string().optional(),
    channel: z.string().optional(),
    /** Of the card that was pressed on: it may have moved meanwhile, and the url leads to where it stood. */
    ts: z.string().optional(),
    /** The ts of the roll-up that holds the button: it is what is drawn in place. */
    rollUp: z.string().optional(),
    at: z.number(),
    /** Opened on Home. */
    home: z.boolean().optional(),
  })
  .loose()

export function carriedBy(view: { private_metadata: string }): Carried {
  return carried.parse(JSON.parse(view.private_metadata))
}

const URL_SERVES = 25 * 60_000

interface InPlaceParts {
  db: Db
  workspaceId: string
  draw: Draw
}

/** Draws the card that was pressed on: by the worker's own function, under the same lease; leased, expired or refused, the worker does it. */
export async function drawInPlace(
  deps: InPlaceParts,
  { ticket, url, at, channel, ts, rollUp }: Carried,
): Promise<void> {
  if (!url || Date.now() - at > URL_SERVES) return
  const post = rollUp
    ? await rollUpAt(deps, channel ?? '', rollUp)
    : await cardOf(deps.db, { id: ticket, workspaceId: deps.workspaceId })
  if (!post?.ts || post.rollUpId) return
  const leased = await leaseStanding(deps.db, post.id, rollUp ?? ts ?? '')
  if (!leased) return
  await draw(deps.draw, leased, (words) => respond(url, { replace_original: true, ...words }))
}

async function rollUpAt({ db, workspaceId }: InPlaceParts, channelId: string, ts: string): Promise<Post | undefined> {
  const [found] = await db
    .select()
    .from(posts)
    .where(
      and(
        ...[eq(posts.workspaceId, workspaceId), eq(posts.channelId, channelId)],
        ...[eq(posts.ts, ts), eq(posts.kind, 'roll-up')],
      ),
    )
  return found
}
