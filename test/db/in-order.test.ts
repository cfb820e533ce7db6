import { expect, test } from 'vitest'
import { inOrder } from '../../src/db/in-order.ts'
import { workspaces } from '../../src/db/schema.ts'
import { sql } from '../../src/db/sql.ts'
import { onEveryDatabase } from '../database.ts'

test('answers in the order of the questions', async () => {
  const slow = Promise.withResolvers<string>()
  const asked = inOrder([slow.promise, Promise.resolve(2)])
  slow.resolve('one')
  expect(await asked).toEqual(['one', 2])
})

test('of several failures the first in order is thrown, though another came first', async () => {
  const slow = Promise.withResolvers<string>()
  const asked = inOrder([Promise.resolve(1), slow.promise, Promise.reject(new Error('the consequence'))])
  setImmediate(() => slow.reject(new Error('the cause')))
  await expect(asked).rejects.toThrow('the cause')
})

onEveryDatabase('what is asked at once', (database) => {
  test('is asked once', async () => {
    const { db } = database()
    const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
    await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: now, laneGeneration: 0 })
    await db.transaction((tx) =>
      inOrder([
        tx.update(workspaces).set({ laneGeneration: sql`${workspaces.laneGeneration} + 1` }),
        tx.select().from(workspaces),
      ]),
    )
    expect(await db.select({ times: workspaces.laneGeneration }).from(workspaces)).toEqual([{ times: 1 }])
  })
})
