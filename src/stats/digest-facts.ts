import type { Db } from '../db/connect.ts'
import { whoAnswered } from './by-agent.ts'
import { comparable } from './comparison.ts'
import type { Openings } from './elapsed.ts'
import { type Figures, figures } from './figures.ts'
import { isOnlyChannel } from './is-only-channel.ts'
import { promises, type WithinTarget, withinTarget } from './promises.ts'
import { rising, type Trend } from './rising.ts'
import type { Range, Scope } from './scope.ts'
import { type Standing, standing } from './standing.ts'
import { tagCounts } from './tag-counts.ts'

export interface DigestFacts {
  span: Range
  zone: string
  figures: Figures
  /** The same spans of the last four weeks together; null percent if there is nothing to compare with. */
  before: WithinTarget
  standing: Standing
  rising: Trend[]
  answeredBy: string[]
  /** The week before this one, in the first digest of a week. */
  week?: Figures
  /** When it was due, if it comes late. */
  dueAt?: Temporal.Instant
}

export interface DigestAsk {
  workspaceId: string
  channelId: string
  /** All since the last digest. */
  span: Range
  zone: string
  dueAt: Temporal.Instant
}

// A tick later is not late. What counts is when it was claimed, or drawing it anew would make it late.
const LATE = { minutes: 15 }

/** Everything a channel's digest says, counted. */
export async function digestFacts(
  db: Db,
  { workspaceId, channelId, span, zone, dueAt }: DigestAsk,
  now: Temporal.Instant,
  openings?: Openings,
): Promise<DigestFacts> {
  const only = (await isOnlyChannel(db, workspaceId, channelId)) ? {} : { channelId }
  const scope: Scope = { workspaceId, ranges: [span], only }
  const earlier = (await comparable(db, scope, zone)).map((range) => ({ ...scope, ranges: [range] }))
  const week = lastWeek(span, zone)
  const [counted, before, stands, tags, usual, answeredBy, weekly] = await Promise.all([
    figures(db, scope, now, openings),
    Promise.all(earlier.map((week) => promises(db, week, now))),
    standing(db, scope, now),
    tagCounts(db, scope),
    Promise.all(earlier.map((week) => tagCounts(db, week))),
    whoAnswered(db, scope),
    week && figures(db, { ...scope, ranges: [week] }, now, openings),
  ])
  return {
    ...{ span, zone, figures: counted, standing: stands, answeredBy },
    before: withinTarget(
      sum(before, ({ met }) => met),
      sum(before, ({ missed }) => missed),
    ),
    rising: rising(tags, usual),
    ...(weekly ? { week: weekly } : {}),
    ...(Temporal.Instant.compare(span.to, dueAt.add(LATE)) > 0 ? { dueAt } : {}),
  }
}

function sum<Part>(parts: Part[], of: (part: Part) => number): number {
  return parts.reduce((total, part) => total + of(part), 0)
}

/** From Monday to Monday there, if a new week has begun within the span. */
function lastWeek({ from, to }: Range, zone: string): Range | undefined {
  const monday = mondayOf(to, zone)
  if (mondayOf(from, zone).equals(monday)) return undefined
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).toInstant()
  return { from: start(monday.subtract({ weeks: 1 })), to: start(monday) }
}

function mondayOf(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  const day = at.toZonedDateTimeISO(zone).toPlainDate()
  return day.subtract({ days: day.dayOfWeek - 1 })
}
