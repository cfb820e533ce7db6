import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { freeLane, holdLane } from '../../src/slack/lane.ts'
import { company } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('the drawing lane', (database) => {
  test('is one process’s until that lets go of it or is silent for 15 seconds', async () => {
    const { db } = database()
    await company(db)
    const passes = (seconds: number) =>
      db.execute(sql`update workspaces set lane_until = lane_until - make_interval(secs => ${seconds})`)
    const hold = (holder: string) => holdLane(db, 'T1', holder)
    expect([await hold('one'), await hold('two'), await hold('one')]).toEqual([true, false, true])
    await passes(10)
    expect(await hold('two')).toBe(false)
    await passes(6)
    expect([await hold('two'), await hold('one')]).toEqual([true, false])
    await freeLane(db, 'T1', 'one')
    expect(await hold('one')).toBe(false)
    await freeLane(db, 'T1', 'two')
    expect(await hold('one')).toBe(true)
  })
})
