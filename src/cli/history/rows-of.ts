import { type SQL, sql } from '../../db/sql.ts'

/** Rows as one parameter, so that a statement is the same however many there are. Named as in `row(id bigint, name text)`. */
export function rowsOf(rows: Record<string, unknown>[], columns: SQL): SQL {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as ${columns}`
}
