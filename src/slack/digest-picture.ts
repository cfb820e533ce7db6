import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { digests } from '../db/schema.ts'
import { and, desc, eq, lt } from '../db/sql.ts'
import { settingsOf } from '../settings/stored.ts'
import { chart } from '../stats/chart.ts'
import { type ChartDay, chartDays } from '../stats/chart-days.ts'
import { chartPromise } from '../stats/chart-promise.ts'
import { chartText } from '../stats/chart-text.ts'
import type { DigestRow } from '../stats/claim-digest.ts'
import { png } from '../stats/png.ts'
import type { Filters } from '../stats/scope.ts'
import { cut } from './text.ts'
import { missingScope, upload } from './upload.ts'

/** The drawing of a post is leased for 30 s: whatever a picture is worth, it is not worth more of them. */
const PATIENCE = 8000

export interface Picture {
  block: KnownBlock
  /** The same in words. */
  text: string
}

/**
 * The chart of a channel's digest, drawn and uploaded once: its days and its file are kept in the digest's row, so that
 * drawing the post anew uploads nothing. Without one the digest goes out all the same, and `later` it may be tried again.
 */
export async function digestPicture(
  { db, client, log }: { db: Db; client: WebClient; log: Logger },
  row: DigestRow,
  only: Filters,
  now: Temporal.Instant,
): Promise<Picture | 'later' | undefined> {
  const kept = keptOf(row)
  if (kept) return picture(kept)
  try {
    const { zone, openings, targets } = await settingsOf(db, row.workspaceId)
    const known = keptOf(await before(db, row))?.days ?? []
    const days = await chartDays(db, { workspaceId: row.workspaceId, only, zone }, known, now, openings)
    if (days.every(({ firstReply }) => firstReply.n === 0)) return undefined
    const promiseMs = chartPromise(targets)
    const image = await png(chart(days, promiseMs))
    const file = await upload(
      client,
      {
        name: `first-replies-${row.day}.png`,
        bytes: new Blob([Uint8Array.from(image)]),
        alt: chartText(days, promiseMs),
      },
      AbortSignal.timeout(PATIENCE),
    )
    const drawn: Kept = { days, promiseMs, file }
    await db
      .update(digests)
      .set({ figures: asJson(drawn) })
      .where(isRow(row))
    return picture(drawn)
  } catch (error) {
    log.warn({ error, channel: row.channelId, day: row.day }, 'A digest goes out without its chart')
    return missingScope(error) ? undefined : 'later'
  }
}

/** The chart that was uploaded with a digest, if it was. */
export function keptPicture(row: DigestRow): Picture | undefined {
  const kept = keptOf(row)
  return kept && picture(kept)
}

function picture({ days, promiseMs, file }: Kept): Picture {
  const text = chartText(days, promiseMs)
  return { text, block: { type: 'image', slack_file: { id: file }, alt_text: cut(text, 2000) } }
}

interface Kept {
  days: ChartDay[]
  promiseMs: number | null
  file: string
}

const ms = z.number().nullable()
const kept = z.object({
  days: z.array(
    z.object({
      day: z.string().transform((day) => Temporal.PlainDate.from(day)),
      firstReply: z.object({ n: z.number(), medianMs: ms, p90Ms: ms }),
    }),
  ),
  promiseMs: ms,
  file: z.string(),
})

function keptOf(row: DigestRow | undefined): Kept | undefined {
  return kept.safeParse(row?.figures).data
}

function asJson({ days, ...rest }: Kept) {
  const plain = days.map(({ day, firstReply: { n, medianMs, p90Ms } }) => ({
    day: day.toString(),
    firstReply: { n, medianMs, p90Ms },
  }))
  return { ...rest, days: plain }
}

async function before(db: Db, { workspaceId, channelId, day }: DigestRow): Promise<DigestRow | undefined> {
  const [row] = await db
    .select()
    .from(digests)
    .where(and(eq(digests.workspaceId, workspaceId), eq(digests.channelId, channelId), lt(digests.day, day)))
    .orderBy(desc(digests.day))
    .limit(1)
  return row
}

function isRow({ workspaceId, channelId, day }: DigestRow) {
  return and(eq(digests.workspaceId, workspaceId), eq(digests.channelId, channelId), eq(digests.day, day))
}
