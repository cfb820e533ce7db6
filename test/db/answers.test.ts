import { expect, test } from 'vitest'
import { answering } from '../../src/db/answers.ts'
import type { Db } from '../../src/db/connect.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('whether the database answers', (database) => {
  test('is asked once for all who want to know at once, and anew for whoever comes after', async () => {
    const { db } = database()
    let asked = 0
    const counting: Db = Object.assign(Object.create(db), {
      execute: (...given: Parameters<Db['execute']>) => {
        asked += 1
        return db.execute(...given)
      },
    })
    const answers = answering(counting)
    expect(await Promise.all(Array.from({ length: 1000 }, answers))).toEqual(Array.from({ length: 1000 }, () => true))
    expect(asked).toBe(1)
    expect(await answers()).toBe(true)
    expect(asked).toBe(2)
  })

  test('is not asked again while it has not answered, however often one wants to know', async () => {
    let asked = 0
    const silent = Object.assign(Object.create(database().db), {
      execute: () => {
        asked += 1
        return new Promise(() => {})
      },
    })
    const answers = answering(silent)
    expect(await Promise.all([answers(), answers()])).toEqual([false, false])
    expect(await answers()).toBe(false)
    expect(asked).toBe(1)
  })
})
