import { expect, test } from 'vitest'
import { databaseClock } from '../../src/db/clock.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase("the database's time", (database) => {
  test('does not go back while it is asked anew, however long each answer takes', async () => {
    const clock = await databaseClock(database().db)
    const seen: number[] = []
    for (let round = 0; round < 60; round += 1) {
      const asked = [clock.set(), clock.set(), clock.set()]
      // Busy for a while: the answers are there, and are read late.
      const until = performance.now() + (round % 5) * 4
      while (performance.now() < until);
      for (const one of asked) {
        await one
        seen.push(clock.now().epochMilliseconds)
      }
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })
})
