import type { Figures } from '../../src/stats/figures.ts'
import { at } from './company.ts'

const MINUTE = 60_000

/** A full morning: what changes is given. */
export function sampleFigures(changes: Partial<Figures> = {}): Figures {
  return {
    asOf: at('2026-11-16T08:00:00Z'),
    ...{ received: 84, tickets: 61, answered: 55, answerRate: 90.2, waiting: 3, overdue: 1 },
    firstReply: spread(55, 11, 52),
    nextReply: spread(20, 8, 30),
    resolution: spread(48, 160, 300),
    within: { '15m': 31, '1h': 19, '4h': 5, '24h': 0, later: 0 },
    withinTarget: { met: 68, missed: 7, percent: 90.7 },
    ...{ excused: 2, reopened: 1, closedAutomatically: 0, continuedElsewhere: 0 },
    satisfaction: { asked: 0, n: 0, mean: null },
    ...changes,
  }
}

function spread(n: number, median: number, p90: number) {
  const medianMs = median * MINUTE
  return { n, medianMs, p90Ms: p90 * MINUTE, meanMs: medianMs, businessMedianMs: medianMs }
}
