import { plural } from '../../stats/words.ts'
import type { Outcome } from '../../tickets/on-each.ts'
import { inert } from '../text.ts'

/** More numbers than these are counted: a thousand of them would not fit. */
const NAMED = 20

/**
 * What became of several tickets: `says` ends "7 tickets …". What could not be done stands below it with its reason, the
 * same reason once.
 */
export function outcomeInWords({ done, refused }: Outcome, says: (count: string, one: boolean) => string): string {
  const reasons = [...Map.groupBy(refused, ({ why }) => why)].map(
    ([why, those]) => `Not ${numbers(those.map(({ ticket }) => ticket.id))}: ${inert(why)}`,
  )
  return [says(done.length === 0 ? 'No ticket' : plural(done.length, 'ticket'), done.length <= 1), ...reasons].join(
    '\n',
  )
}

function numbers(ids: number[]): string {
  const named = ids.slice(0, NAMED).map((id) => `#${id}`)
  return [...named, ...(ids.length > NAMED ? [`${ids.length - NAMED} more`] : [])].join(', ')
}
