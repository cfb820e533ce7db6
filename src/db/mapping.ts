import { join } from 'node:path'
import * as schema from './schema.ts'

/** How the ORM sees our tables, on either database. */
export const mapping = { schema, casing: 'snake_case' } as const

export const migrations = { migrationsFolder: join(import.meta.dirname, '../../migrations') }
