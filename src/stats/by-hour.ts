import type { Db } from '../db/connect.ts'
import { messages } from '../db/schema.ts'
import { count, sql } from '../db/sql.ts'
import { receivedIn } from './received.ts'
import type { Scope } from './scope.ts'

export interface ByHour {
  /** Messages received from 0:00 to 23:59 by the hour there. */
  hours: number[]
  /** From Monday to Sunday. */
  weekdays: number[]
}

/** When customers write, by the clock on the wall of `zone`. */
export async function byHour(db: Db, scope: Scope, zone: string): Promise<ByHour> {
  const there = sql`(${messages.at} at time zone ${zone})`
  const rows = await db
    .select({
      weekday: sql`extract(isodow from ${there})`.mapWith(Number).as('weekday'),
      hour: sql`extract(hour from ${there})`.mapWith(Number).as('hour'),
      n: count(),
    })
    .from(messages)
    .where(receivedIn(db, scope))
    .groupBy(sql`weekday`, sql`hour`)
  const sum = (some: typeof rows) => some.reduce((total, row) => total + row.n, 0)
  return {
    hours: Array.from({ length: 24 }, (_, hour) => sum(rows.filter((row) => row.hour === hour))),
    weekdays: Array.from({ length: 7 }, (_, day) => sum(rows.filter((row) => row.weekday === day + 1))),
  }
}
