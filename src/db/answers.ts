import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from './connect.ts'
import { sql } from './sql.ts'

const PATIENCE = 2000

/** Whether the database answers now, within 2 s. */
export async function answers(db: Db): Promise<boolean> {
  const answered = db.execute(sql`select 1`).then(
    () => true,
    () => false,
  )
  return Promise.race([answered, wait(PATIENCE, false, { ref: false })])
}
