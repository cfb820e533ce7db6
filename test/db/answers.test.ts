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

  test('is asked again once it has not answered in time, for that line may be dead and others live', async () => {
    const { db } = database()
    let asked = 0
    const deadAtFirst = Object.assign(Object.create(db), {
      execute: (...given: Parameters<Db['execute']>) => {
        asked += 1
        return asked === 1 ? new Promise(() => {}) : db.execute(...given)
      },
    })
    const answers = answering(deadAtFirst)
    expect(await Promise.all([answers(), answers()])).toEqual([false, false])
    expect(asked).toBe(1)
    expect(await answers()).toBe(true)
    expect(asked).toBe(2)
  })
})
