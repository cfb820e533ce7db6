import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { privateFolder } from './close-to-others.ts'
import type { Database } from './connect.ts'
import { DatabaseError } from './database-error.ts'
import { folderTrouble } from './folder-trouble.ts'
import { migrations } from './migrations.ts'
import { own } from './own.ts'

/** Opens the database that lives in a folder, for this process alone. */
export async function openEmbedded(dataDir: string, say: (line: string) => void): Promise<Database> {
  const letGo = ownOrSay(dataDir)
  if (!letGo)
    throw new DatabaseError(
      `Another Roost already runs on ${dataDir}. Stop it first, give this one a DATA_DIR of its own, or set DATABASE_URL to share one database.`,
    )
  try {
    const folder = join(dataDir, 'postgres')
    const first = !existsSync(folder)
    const started = performance.now()
    // PGlite lets everybody into the one it makes, and into the files in it.
    privateFolder(folder)
    const client = takingTurns(await PGlite.create(folder))
    const db = drizzle({ client })
    await migrate(db, migrations)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    say(
      `${first ? 'Preparing' : 'Opening'} the embedded database in ${dataDir} … done (${seconds} s). It survives a crash, not a power cut; set DATABASE_URL for production.`,
    )
    return embedded(client, letGo)
  } catch (error) {
    letGo()
    throw new DatabaseError(folderTrouble(dataDir, error))
  }
}

function ownOrSay(dataDir: string) {
  try {
    return own(dataDir)
  } catch (error) {
    throw new DatabaseError(folderTrouble(dataDir, error))
  }
}

/**
 * PGlite answers without letting go of the process, so a chain of queries would keep everybody else waiting: in a storm a
 * press for seconds, and Slack's answers until they time out. Before each statement whatever came meanwhile has its turn.
 */
function takingTurns(client: PGlite): PGlite {
  const exec = client.execProtocolStream.bind(client)
  client.execProtocolStream = async (...given) => {
    await setImmediate()
    return exec(...given)
  }
  return client
}

/** A running PGlite as a `Database`; tests bring their own client. */
export function embedded(client: PGlite, letGo: () => void = () => {}): Database {
  return {
    db: drizzle({ client }),
    embedded: true,
    listen: async (name, heard) => void (await client.listen(name, heard)),
    close: async () => {
      await client.close()
      letGo()
    },
  }
}
