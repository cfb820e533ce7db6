import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Clock {
  now(): Temporal.Instant
  advance(by: Temporal.Duration): void
  reset(): void
}

/** A clock that can be moved ahead, and that a restart does not set back: else what was said would lie in the future. */
export function openClock(dataDir: string): Clock {
  const file = join(dataDir, 'clock')
  let ahead = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  function set(milliseconds: number) {
    ahead = milliseconds
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, String(ahead))
  }
  return {
    now: () => Temporal.Instant.fromEpochMilliseconds(Date.now() + ahead),
    advance: (by) => set(ahead + by.total('milliseconds')),
    reset: () => set(0),
  }
}
