import { BADGE, type Badge } from './badge.ts'
import { duration } from './duration.ts'
import { plural } from './words.ts'

/** Where the page stands, how far the badge is, and which tickets still decide it. */
export function badgeWords({ openers, answered, rate, meanMs, reached, missing, waiting }: Badge): string {
  if (openers === 0) return `No first message in ${BADGE.days} days: Meta counts nothing.`
  const time = meanMs === null ? '' : `, the fastest 9 in 10 within ${duration(meanMs)} on average`
  const stand = `${answered} of ${plural(openers, 'first message')} answered (${rate} %)${time}. Meta asks for ${BADGE.rate} % and ${duration(BADGE.meanMs)}.`
  const decide = waiting.length === 0 ? '' : ` Still open: ${waiting.map((id) => `#${id}`).join(', ')}.`
  if (reached) return `${stand} The badge is reached.${decide}`
  if (missing === null) return `${stand} It cannot be reached with those that wait.${decide}`
  return `${stand}${missing > 0 ? ` ${missing} more must be answered.` : ''}${decide}`
}
