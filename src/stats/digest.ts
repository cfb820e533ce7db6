import type { DigestFacts } from './digest-facts.ts'
import { duration } from './duration.ts'
import { moment } from './moment.ts'
import type { Trend } from './rising.ts'
import { MOST } from './standing.ts'
import { plural } from './words.ts'

export interface Digest {
  /** As screens show it, a sentence or two each; the chart stands after `lines[chartAfter - 1]`, if there is one. */
  lines: string[]
  chartAfter: number
  /** The same for a screen reader and for Slack's search. */
  text: string
  /** So little happened that one sentence says it, and a chart says nothing. */
  quiet: boolean
}

const QUIET = 5

/** Says what happened since the last digest. It names who answered, and ranks nobody. */
export function digest(facts: DigestFacts): Digest {
  const quiet = facts.figures.received <= QUIET && facts.figures.tickets <= QUIET
  const first = [late(facts), quiet ? quietly(facts) : summary(facts), week(facts), ...(quiet ? [] : speed(facts))]
  const figures = [...first, waiting(facts)].filter((line) => line !== undefined)
  const rest = quiet ? [] : [trends(facts.rising), answeredBy(facts.answeredBy)].filter((line) => line !== undefined)
  const lines = [...figures, ...rest]
  return { lines, chartAfter: figures.length, text: lines.join('\n'), quiet }
}

function late({ dueAt, figures, zone }: DigestFacts): string | undefined {
  return dueAt && `This was due at ${moment(dueAt, figures.asOf, zone)} and comes late.`
}

function summary({ span, zone, figures, before }: DigestFacts): string {
  const { received, tickets, withinTarget } = figures
  const promise = withinTarget.percent === null ? '' : `, ${kept(withinTarget.percent, before.percent)}`
  return `${since(span.from, figures.asOf, zone)}: ${plural(received, 'message')}, ${plural(tickets, 'ticket')}${promise}.`
}

/** `91 % within the promise (+4)`: against the same weekdays before, in points. */
function kept(percent: number, before: number | null): string {
  const change = before === null ? 0 : Math.round(percent) - Math.round(before)
  const said = before === null ? '' : change === 0 ? ' (as usual)' : ` (${change > 0 ? '+' : '−'}${Math.abs(change)})`
  return `${Math.round(percent)} % within the promise${said}`
}

function quietly({ span, zone, figures, standing }: DigestFacts): string {
  const { received, tickets, answered } = figures
  const all = received === 1 ? 'answered' : received === 2 ? 'both answered' : 'all answered'
  const said =
    received === 0
      ? 'no messages'
      : standing.waiting === 0 && tickets > 0 && answered === tickets
        ? `${plural(received, 'message')}, ${all}`
        : `${plural(received, 'message')}${standing.waiting === 0 ? ', nothing waits' : ''}`
  return `${since(span.from, figures.asOf, zone)}: ${said}.`
}

function week({ week }: DigestFacts): string | undefined {
  if (!week || week.received === 0) return undefined
  const { received, tickets, withinTarget } = week
  const promise = withinTarget.percent === null ? '' : `, ${kept(withinTarget.percent, null)}`
  return `Last week: ${plural(received, 'message')}, ${plural(tickets, 'ticket')}${promise}.`
}

/** `First reply: half within 11 min, 1 in 10 over 52 min. Solved: half within 2 h 40 min; 7 open longer than a day.` */
function speed({ figures, standing }: DigestFacts): string[] {
  const { firstReply, resolution } = figures
  const first =
    firstReply.medianMs === null || firstReply.p90Ms === null
      ? undefined
      : `First reply: half within ${duration(firstReply.medianMs)}, 1 in 10 over ${duration(firstReply.p90Ms)}.`
  const open = standing.openLong > 0 ? `${atMost(standing.openLong)} open longer than a day` : undefined
  const solved = resolution.medianMs === null ? undefined : `Solved: half within ${duration(resolution.medianMs)}`
  const rest = [solved, open].filter((part) => part !== undefined).join('; ')
  const line = [first, rest && `${rest}.`].filter(Boolean).join(' ')
  return line ? [line] : []
}

function waiting({ standing, figures, zone }: DigestFacts): string | undefined {
  if (!standing.oldest) return undefined
  return `Waiting now: ${atMost(standing.waiting)}, the oldest since ${moment(standing.oldest, figures.asOf, zone)}.`
}

function trends(trends: Trend[]): string | undefined {
  if (trends.length === 0) return undefined
  const said = trends.map(({ tag, count, usually }) => {
    const usual = Math.round(usually)
    return `${tag} ${count} (${usual === 0 ? 'rare until now' : `usually ${usual}`})`
  })
  return `Rising: ${said.join(' · ')}`
}

function answeredBy(names: string[]): string | undefined {
  if (names.length === 0) return undefined
  return `Answered by ${new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)}.`
}

function atMost(n: number): string {
  return n < MOST ? String(n) : `over ${MOST - 1}`
}

function since(at: Temporal.Instant, now: Temporal.Instant, zone: string): string {
  return `Since ${moment(at, now, zone)}`
}
