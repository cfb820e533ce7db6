import type { Clock } from './clock.ts'

/**
 * The line of a card about its clock: "Reply by 14:30", "Due soon: 14:30", "Late since 14:30"; null if there is nothing
 * to say. `time` writes a moment, so that a card can leave the zone to each reader.
 */
export function standingInWords({ state, counts }: Clock, time: (at: Temporal.Instant) => string): string | null {
  if (!counts) return null
  const at = time(counts.at)
  if (counts.what === 'window')
    return state === 'late' ? `The reply window closed at ${at}` : `Reply by ${at}, before the window closes`
  if (state === 'late') return `Late since ${at}`
  if (state === 'soon') return `Due soon: ${at}`
  return {
    firstReply: `Reply by ${at}`,
    nextReply: `Reply by ${at}`,
    resolution: `Solve by ${at}`,
    comeBack: `Come back by ${at}`,
  }[counts.what]
}
