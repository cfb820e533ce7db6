/**
 * The words of SQL, by one door: Node reads the package's description, 180 kB of it, anew for each file that names the
 * package, and 160 files ask something of the database.
 */
export {
  and,
  arrayContains,
  asc,
  between,
  count,
  desc,
  eq,
  exists,
  getTableName,
  gt,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  max,
  min,
  ne,
  not,
  notExists,
  notInArray,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
export { alias, type PgColumn, PgTable } from 'drizzle-orm/pg-core'
