import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Database } from '../../src/db/connect.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { tick } from './channel.ts'

onEveryDatabase('a tick', (database) => {
  test('that finds nothing due writes nothing', async () => {
    const { account } = await company(database().db)
    await ticket(database().db, account)
    await tick(database().db, after(1))
    expect(await writes(database(), after(29))).toBe(false)
    expect(await writes(database(), after(30))).toBe(true)
    expect(await writes(database(), after(31))).toBe(false)
  })

  test('after a change of settings looks at open tickets once, and then rests', async () => {
    await company(database().db)
    expect(await writes(database(), after(1))).toBe(true)
    expect(await writes(database(), after(1))).toBe(false)
  })
})

/** A transaction gets a number of its own when it writes, and not before. */
function writes({ db }: Database, now: Temporal.Instant): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tick(tx, now)
    const [row] = await tx
      .select({ number: sql<string | null>`pg_current_xact_id_if_assigned()::text` })
      .from(sql`(select 1) as one`)
    return row?.number !== null
  })
}
