import { setTimeout as wait } from 'node:timers/promises'

/** What must not be lost because the database is away for a moment: nobody else knows it. Throws when it stays away. */
export async function keepTrying(write: () => Promise<unknown>): Promise<void> {
  for (const pause of [500, 1000, 2000, 4000]) {
    try {
      await write()
      return
    } catch {
      await wait(pause)
    }
  }
  await write()
}
