import type { ChartDay } from './chart-days.ts'
import { duration } from './duration.ts'

/** The numbers of the chart in words, for whoever does not see it. */
export function chartText(days: ChartDay[], promiseMs: number | null): string {
  const promise = promiseMs === null ? '' : `, against the promise of ${duration(promiseMs)}`
  const said = days.map(({ day, firstReply }) => {
    const date = day.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '')
    const { n, medianMs, p90Ms } = firstReply
    return `${date}: ${medianMs === null || p90Ms === null ? 'none' : `${duration(medianMs)}, ${duration(p90Ms)} (${n})`}`
  })
  return `First replies, half and 9 in 10 within${promise}. ${said.join('; ')}.`
}
