import cron from 'node-cron'
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

const TABLE: [every: string, job: keyof Ticks][] = [
  ['*/5 * * * * *', 'fallDue'],
  ['*/2 * * * * *', 'leftovers'],
  ['* * * * * *', 'poll'],
  ['30 * * * * *', 'refresh'],
]

/** `run`: does a tick's work, or nothing any more once an end has begun. */
export function startTicking(
  ticks: Ticks,
  run: (work: () => Promise<void>) => Promise<void>,
  log: Logger,
): () => Promise<void> {
  const tasks = TABLE.map(([every, job]) =>
    cron.schedule(
      every,
      async () => {
        await run(() => ticks[job]()).catch((error) =>
          log.error({ error, job }, 'A tick stumbled; the next one takes it up'),
        )
      },
      { noOverlap: true, timezone: 'UTC', name: job },
    ),
  )
  cron.setLogger({ info() {}, warn() {}, error() {}, debug() {} })
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()))
  }
}
