import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from './connect.ts'
import { sql } from './sql.ts'

const PATIENCE = 2000

/** Tells whether the database answers now, within 2 s. It is asked once for all who want to know meanwhile. */
export function answering(db: Db): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined
  return () => {
    asked ??= db
      .execute(sql`select 1`)
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        asked = undefined
      })
    return Promise.race([asked, wait(PATIENCE, false, { ref: false })])
  }
}
