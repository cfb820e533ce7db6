import type { Db } from '../db/connect.ts'
import { rangeOf } from './days.ts'
import type { Openings } from './elapsed.ts'
import type { Columns, ExportAsk, Exported } from './export.ts'
import { type Figures, figures } from './figures.ts'
import type { Spread } from './spread.ts'

interface Day {
  day: Temporal.PlainDate
  figures: Figures
}

const columns: Columns<Day> = {
  day: ({ day }) => day.toString(),
  received: ({ figures }) => figures.received,
  tickets: ({ figures }) => figures.tickets,
  answered: ({ figures }) => figures.answered,
  answer_rate: ({ figures }) => figures.answerRate,
  waiting: ({ figures }) => figures.waiting,
  overdue: ({ figures }) => figures.overdue,
  excused: ({ figures }) => figures.excused,
  reopened: ({ figures }) => figures.reopened,
  continued_elsewhere: ({ figures }) => figures.continuedElsewhere,
  met: ({ figures }) => figures.withinTarget.met,
  missed: ({ figures }) => figures.withinTarget.missed,
  within_target_percent: ({ figures }) => figures.withinTarget.percent,
  ...durations('first_reply', (figures) => figures.firstReply),
  ...durations('next_reply', (figures) => figures.nextReply),
  ...durations('resolution', (figures) => figures.resolution),
}

/** A row for each local day. */
export function exportFigures(db: Db, ask: ExportAsk, now: Temporal.Instant, openings?: Openings): Exported {
  return { columns: Object.keys(columns), rows: rows(db, ask, now, openings) }
}

async function* rows(db: Db, { workspaceId, days, only, zone }: ExportAsk, now: Temporal.Instant, openings?: Openings) {
  for (let day = days.from; Temporal.PlainDate.compare(day, days.to) < 0; day = day.add({ days: 1 })) {
    const range = rangeOf({ from: day, to: day.add({ days: 1 }) }, zone)
    const row = { day, figures: await figures(db, { workspaceId, ranges: [range], only }, now, openings) }
    yield Object.values(columns).map((cell) => cell(row))
  }
}

function durations(name: string, spread: (figures: Figures) => Spread): Columns<Day> {
  return {
    [`${name}_n`]: ({ figures }) => spread(figures).n,
    [`${name}_median_ms`]: ({ figures }) => spread(figures).medianMs,
    [`${name}_p90_ms`]: ({ figures }) => spread(figures).p90Ms,
    [`${name}_mean_ms`]: ({ figures }) => spread(figures).meanMs,
    [`${name}_business_median_ms`]: ({ figures }) => spread(figures).businessMedianMs,
  }
}
