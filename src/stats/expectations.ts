import { percent } from './percent.ts'
import type { Within } from './replies.ts'

/** What customers expect of a company's answers, in percent. */
const expected = [
  { within: '1 h', percent: 40, source: 'Sprout Social Index 2020' },
  { within: '24 h', percent: 79, source: 'Sprout Social Index 2020' },
  { within: '24 h', percent: 76, source: 'Index 2023' },
] as const

/** How first replies are spread, beside what customers expect. */
export function beside(within: Within): string {
  const soon = within['15m'] + within['1h']
  const all = soon + within['4h'] + within['24h'] + within.later
  const share = { '1 h': percent(soon, all), '24 h': percent(all - within.later, all) }
  const counts = `First replies: ${within['15m']} within 15 min, ${within['1h']} within 1 h, ${within['4h']} within 4 h, ${within['24h']} within 24 h, ${within.later} later.`
  if (all === 0) return counts
  const hoped = expected.map((one) => `${one.percent} % within ${one.within} (${one.source})`).join(', ')
  return `${counts} That is ${share['1 h']} % within 1 h and ${share['24 h']} % within 24 h; customers expect ${hoped}.`
}
