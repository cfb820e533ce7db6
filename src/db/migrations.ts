import { join } from 'node:path'

export const migrations = { migrationsFolder: join(import.meta.dirname, '../../migrations') }
