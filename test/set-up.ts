import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { TestProject } from 'vitest/node'
import { startServer } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty embedded database, packed in a file. */
    embeddedImage: string
    /** A PostgreSQL server to make databases on, if there is one. */
    serverUrl: string | null
  }
}

/** Once for the whole run: an image of the embedded database, and a PostgreSQL server if one can be had. */
export default async function setUp(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'roost-test-'))
  project.provide('embeddedImage', await image(folder))
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL }
    : await startServer({ fsync: 'off' })
  project.provide('serverUrl', server?.url ?? null)
  if (!server)
    console.warn('\nSKIPPED: no PostgreSQL server was found, so nothing is tested on one. Set TEST_DATABASE_URL.\n')
  return async () => {
    if (server && 'stop' in server) await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function image(folder: string): Promise<string> {
  const { writeFile } = await import('node:fs/promises')
  const client = await PGlite.create()
  await migrate(drizzle({ client }), { migrationsFolder: './migrations' })
  const file = join(folder, 'embedded.tar')
  await writeFile(file, Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer()))
  await client.close()
  return file
}
