import type { PgAsyncDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** A connection or a transaction, on either database, so that verbs compose. */
export type Db = PgAsyncDatabase<PgQueryResultHKT>

export interface Database {
  db: Db
  embedded: boolean
  /** Calls back whenever a committed transaction said `pg_notify(name)`, from whichever process. */
  listen(name: string, heard: () => void): Promise<void>
  close(): Promise<void>
}

interface Opening {
  url: string | undefined
  dataDir: string
  /** A server's connection that nothing has moved on for so many milliseconds is given up; absent: it is waited for. */
  silence?: number
}

/** Opens `url`, or without one the embedded database in `dataDir`, and brings its tables up to date. */
export async function openDatabase(opening: Opening, say: (line: string) => void = () => {}): Promise<Database> {
  const { url, dataDir, silence } = opening
  // A start is mostly loading, so only that one is loaded which is asked for.
  if (!url) return (await import('./embedded.ts')).openEmbedded(dataDir, say)
  return (await import('./server.ts')).openServer(url, silence, say)
}
