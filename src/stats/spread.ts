import { type SQL, sql } from '../db/sql.ts'

/** How long something took, in milliseconds. With n 0 every duration is null. */
export interface Spread {
  n: number
  medianMs: number | null
  p90Ms: number | null
  meanMs: number | null
  /** Counted in opening hours; without any, the same as `medianMs`. */
  businessMedianMs: number | null
}

export const none: Spread = { n: 0, medianMs: null, p90Ms: null, meanMs: null, businessMedianMs: null }

/**
 * The columns of a `Spread`: always from the rows themselves, since medians of medians are no medians. `where` picks rows.
 * Median and p90 interpolate linearly.
 */
export function spread({ wall, business }: { wall: SQL; business: SQL }, where: SQL | undefined = sql`true`) {
  const of = (aggregate: SQL) => sql<number | null>`${aggregate} filter (where ${where})`.mapWith(Number)
  return {
    n: sql<number>`count(*) filter (where ${where})`.mapWith(Number),
    medianMs: of(sql`percentile_cont(0.5) within group (order by ${wall})`),
    p90Ms: of(sql`percentile_cont(0.9) within group (order by ${wall})`),
    meanMs: of(sql`avg(${wall})`),
    businessMedianMs: of(sql`percentile_cont(0.5) within group (order by ${business})`),
  }
}
