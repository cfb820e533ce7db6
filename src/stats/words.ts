import { duration } from './duration.ts'
import type { Figures } from './figures.ts'
import type { Question } from './question.ts'
import type { Spread } from './spread.ts'

export interface Line {
  label: string
  says: string
}

/** The answer to `/roost stats`: what it is about and as of when, and a line for each figure there is. */
export function words(figures: Figures, question: Question, zone: string): { title: string; lines: Line[] } {
  return { title: title(question, figures.asOf, zone), lines: linesOf(figures) }
}

export function linesOf(figures: Figures): Line[] {
  const { received, tickets, waiting, overdue, withinTarget } = figures
  return [
    { label: 'Received', says: plural(received, 'message') },
    { label: 'Tickets', says: `${tickets}${beside(figures)}` },
    { label: 'Answered', says: `${figures.answered}${share(figures.answerRate)}` },
    { label: 'Waiting', says: `${waiting}${overdue > 0 ? `, ${overdue} late` : ''}` },
    { label: 'First reply', says: took(figures.firstReply) },
    { label: 'Next reply', says: took(figures.nextReply) },
    { label: 'Solved', says: took(figures.resolution) },
    {
      label: 'Within the promise',
      says:
        withinTarget.percent === null
          ? 'no promise fell due'
          : `${withinTarget.percent} % (${withinTarget.met} of ${withinTarget.met + withinTarget.missed})`,
    },
    ...satisfied(figures),
  ]
}

/** Nothing where nobody is asked. */
function satisfied({ satisfaction: { asked, n, mean } }: Figures): Line[] {
  if (asked === 0 && n === 0) return []
  const answers = n === 0 ? 'no answer yet' : `${mean} of 5 (${plural(n, 'answer')})`
  return [{ label: 'Satisfaction', says: `${answers}, ${asked} asked` }]
}

/** The same as one text, for a terminal, a screen reader and Slack's search. */
export function asText({ title, lines }: ReturnType<typeof words>): string {
  return [title, ...lines.map(({ label, says }) => `${label}: ${says}`)].join('\n')
}

/** `half within 11 min, 9 in 10 within 52 min (61)`; the number in brackets is of how many. */
export function took({ n, medianMs, p90Ms }: Spread): string {
  if (medianMs === null || p90Ms === null) return 'none yet'
  if (n === 1) return `${duration(medianMs)} (1)`
  return `half within ${duration(medianMs)}, 9 in 10 within ${duration(p90Ms)} (${n})`
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

/** `Yesterday, Grace, as of 15:00`. */
export function title({ days, span, about }: Question, asOf: Temporal.Instant, zone: string): string {
  const named = /^(today|yesterday)$/.test(span)
  const last = days.to.subtract({ days: 1 })
  const dates = last.equals(days.from) ? `${last}` : `${days.from} to ${last}`
  const said = named ? `${span.charAt(0).toUpperCase()}${span.slice(1)}` : dates
  const { hour, minute } = asOf.toZonedDateTimeISO(zone)
  const clock = `${hour}:${String(minute).padStart(2, '0')}`
  return `${said}${about ? `, ${about}` : ''}, as of ${clock}`
}

function share(rate: number | null): string {
  return rate === null ? '' : ` (${rate} %)`
}

function beside({ excused, reopened, closedAutomatically, continuedElsewhere }: Figures): string {
  const said = [
    [excused, 'needed no reply'],
    [reopened, 'reopened'],
    [closedAutomatically, 'closed by themselves'],
    [continuedElsewhere, 'continued elsewhere'],
  ] as const
  const some = said.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`)
  return some.length > 0 ? ` (${some.join(', ')})` : ''
}
