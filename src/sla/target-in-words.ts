import { promiseInWords } from './duration-in-words.ts'
import type { Metric, Target } from './targets.ts'

/**
 * What is promised and to whom: "First reply within 15 minutes of Office time, for urgent private messages to lumen_de
 * tagged refund". Without conditions it ends after the time.
 */
export function targetInWords(target: Target, metric: Metric): string {
  const promised = target[metric]
  if (!promised) return `No promise for ${what[metric].toLowerCase()}`
  const hours = target.schedule === undefined ? ', day and night' : ` of ${target.schedule} time`
  return `${what[metric]} within ${promiseInWords(promised)}${hours}${whom(target.when)}`
}

const what = { firstReply: 'First reply', nextReply: 'Next reply', resolution: 'Solved' }
const places = { public: 'comments', private: 'private messages', review: 'reviews' }

function whom({ account, place, priority, tag }: Target['when']) {
  const words = [
    priority && (priority === 'urgent' ? 'urgent' : `${priority}-priority`),
    place ? places[place] : 'tickets',
    account && `to ${account}`,
    tag && `tagged ${tag}`,
  ].filter(Boolean)
  return words.length === 1 && !place ? '' : `, for ${words.join(' ')}`
}
