import type { Target } from '../sla/targets.ts'

/**
 * The promise that the chart is held against, in milliseconds: the first reply's that holds for every ticket. Null if there
 * is none, or if it counts opening hours, since the chart shows time on the wall.
 */
export function chartPromise(targets: Target[]): number | null {
  const general = targets.find(({ when, firstReply }) => firstReply && Object.values(when).every((one) => !one))
  return general?.firstReply && !general.schedule ? general.firstReply.total('milliseconds') : null
}
