import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { digests } from '../db/schema.ts'
import { and, eq } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { type Digest, digest } from '../stats/digest.ts'
import { digestFacts } from '../stats/digest-facts.ts'
import { isOnlyChannel } from '../stats/is-only-channel.ts'
import type { Range } from '../stats/scope.ts'
import { actions, section } from './blocks.ts'
import { digestPicture, type Picture } from './digest-picture.ts'
import { sinceValue } from './figures/subject.ts'
import type { Drawing, Words } from './render/drawing.ts'
import { inert } from './text.ts'

/** A channel's digest of a day, from its row. Its figures are as of when it is drawn. */
export async function digestOf(
  deps: { db: Db; client: WebClient; log: Logger },
  post: Post,
  now: Temporal.Instant,
): Promise<Drawing> {
  const { db } = deps
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
  const dueAt = Temporal.Instant.from(String(post.data.due))
  const said = digest(await digestFacts(db, { workspaceId, channelId, span, zone, dueAt }, now, openings))
  const only = (await isOnlyChannel(db, workspaceId, channelId)) ? {} : { channelId }
  const picture = said.quiet ? undefined : await digestPicture(deps, row, only, now)
  if (picture === 'later') return { ...digestWords(said, channelId, span, undefined), unfinished: true }
  return digestWords(said, channelId, span, picture)
}

/** The digest with what it can be asked: the chart stands among its lines, and its numbers in the text too. */
export function digestWords(said: Digest, channelId: string, span: Range, picture: Picture | undefined): Words {
  const lines = said.lines.map(inert)
  const [figures, rest] = [lines.slice(0, said.chartAfter), lines.slice(said.chartAfter)]
  const around = picture
    ? [section(figures.join('\n')), picture.block, ...(rest.length > 0 ? [section(rest.join('\n'))] : [])]
    : [section(lines.join('\n'))]
  return {
    text: [inert(said.text), ...(picture ? [picture.text] : [])].join('\n'),
    blocks: [
      ...around,
      actions('digest', [
        { id: 'details', label: 'Details', value: sinceValue(channelId, span) },
        { id: 'open-queue', label: 'Open Queue', value: channelId },
      ]),
    ],
  }
}
