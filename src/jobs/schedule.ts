import type { Logger } from 'pino'

/** What happens how often. Each is a look at what is due, in rows: a missed tick, a second replica or a jump change nothing. */
export interface Ticks {
  /** Reminders, wakes, lists, digests. */
  fallDue: () => Promise<void>
  /** Deliveries and replies that wait for another try, and those whose process is gone. */
  leftovers: () => Promise<void>
  poll: () => Promise<void>
  /** Credentials that end soon, who takes turns, and deliveries kept long enough. */
  refresh: () => Promise<void>
}

const TABLE: [everySeconds: number, job: keyof Ticks][] = [
  [5, 'fallDue'],
  [2, 'leftovers'],
  [1, 'poll'],
  [60, 'refresh'],
]

/**
 * `run`: does a tick's work, or nothing any more once an end has begun. By timers, not by times of day: where the machine's
 * clock is set back, these would stand still until it has caught up.
 */
export function startTicking(ticks: Ticks, run: (work: () => Promise<void>) => Promise<void>, log: Logger): () => void {
  const timers = TABLE.map(([seconds, job]) => {
    let busy = false
    return setInterval(async () => {
      if (busy) return
      busy = true
      await run(() => ticks[job]()).catch((error) =>
        log.error({ error, job }, 'A tick stumbled; the next one takes it up'),
      )
      busy = false
    }, seconds * 1000)
  })
  return () => timers.forEach(clearInterval)
}
