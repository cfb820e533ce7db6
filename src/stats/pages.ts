import { type PgColumn, type SQL, sql } from '../db/sql.ts'

const PAGE = 500

/**
 * All rows, a page at a time by the key of the last one: memory stays the same, each page is a short statement, and between
 * two of them the database is free for others.
 */
export async function* pages<Row>(
  page: (after: Row | undefined, size: number) => PromiseLike<Row[]>,
  size = PAGE,
): AsyncGenerator<Row> {
  let after: Row | undefined
  for (;;) {
    const rows = await page(after, size)
    yield* rows
    if (rows.length < size) return
    after = rows.at(-1)
  }
}

/** Comes after the row at that moment with that id. */
export function afterKey(moment: PgColumn, id: PgColumn, at: Temporal.Instant, lastId: number): SQL {
  return sql`(${moment}, ${id}) > (${sql.param(at, moment)}, ${sql.param(lastId, id)})`
}
