import { durationInWords } from './duration-in-words.ts'

/** "just now", "4 seconds ago", "1 h 50 min ago". */
export function ago(at: Temporal.Instant, now: Temporal.Instant): string {
  const seconds = Math.max(0, Math.round((now.epochMilliseconds - at.epochMilliseconds) / 1000))
  if (seconds === 0) return 'just now'
  if (seconds < 60) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'} ago`
  return `${durationInWords(Temporal.Duration.from({ seconds }))} ago`
}
