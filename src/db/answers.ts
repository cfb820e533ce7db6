import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from './connect.ts'
import { sql } from './sql.ts'

const PATIENCE = 2000

/**
 * Tells whether the database answers now, within 2 s. It is asked once for all who want to know meanwhile, and anew after
 * that: a question on a line that has died says nothing of the lines that live.
 */
export function answering(db: Db): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined
  return () => {
    asked ??= Promise.race([asks(db), wait(PATIENCE, false, { ref: false })]).finally(() => {
      asked = undefined
    })
    return asked
  }
}

async function asks(db: Db): Promise<boolean> {
  try {
    await db.execute(sql`select 1`)
    return true
  } catch {
    return false
  }
}
