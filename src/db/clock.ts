import { bringForward } from './bring-forward.ts'
import type { Db } from './connect.ts'
import { sql } from './sql.ts'

export interface Clock {
  now(): Temporal.Instant
  /** Asks the database anew. One that does not answer, or takes its time, changes nothing. */
  set(): Promise<void>
}

/** In milliseconds: an answer that took longer says too little about now. */
const PROMPT = 1000
/** In milliseconds: what two prompt answers may differ by is no step. */
const STEP = 2 * PROMPT

/**
 * The database's time: what one replica writes down the others read, and each would take what a hurried one wrote for
 * something yet to come. Between two answers it goes by what has passed since, so that a machine's clock may be set.
 */
export async function databaseClock(db: Db): Promise<Clock> {
  let its = Date.now()
  let asOf = performance.now()
  let shown = 0
  let known = false
  const clock: Clock = {
    now() {
      const at = its + performance.now() - asOf
      // No answer tells the time to the millisecond: where this one says less than the one before, time stands still until then.
      shown = shown - at < PROMPT ? Math.max(shown, at) : at
      return Temporal.Instant.fromEpochMilliseconds(Math.round(shown))
    },
    async set() {
      const asked = performance.now()
      const [row] = await db
        .select({ at: sql`(extract(epoch from clock_timestamp()) * 1000)::float8`.mapWith(Number) })
        .from(sql`(select 1) as one`)
        .catch(() => [])
      const took = performance.now() - asked
      if (!row || took > PROMPT) return
      const answered = asked + took / 2
      // Before it is believed: where this fails, the step is noticed once more.
      if (known && its + answered - asOf - row.at > STEP) await bringForward(db, 'a step back')
      its = row.at
      asOf = answered
      known = true
    },
  }
  await clock.set()
  return clock
}
