import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'

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
  const server = process.env.TEST_DATABASE_URL ? { url: process.env.TEST_DATABASE_URL } : await startServer()
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
  await migrate(drizzle(client, { casing: 'snake_case' }), { migrationsFolder: './migrations' })
  const file = join(folder, 'embedded.tar')
  await writeFile(file, Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer()))
  await client.close()
  return file
}

async function startServer() {
  const programs = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim()
  if (!programs || !existsSync(join(programs, 'initdb'))) return undefined
  const as = unprivileged()
  if (!as) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'roost-postgres-'))
  if (as.uid && as.gid) chownSync(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'roost', '-A', 'trust', '-E', 'UTF8'], {
    ...as,
    cwd: folder,
  })
  if (made.status !== 0) return undefined
  const port = await freePort()
  const flags = [
    '-D',
    data,
    '-p',
    `${port}`,
    '-k',
    folder,
    '-h',
    '127.0.0.1',
    '-c',
    'fsync=off',
    '-c',
    'max_connections=200',
  ]
  const server = spawn(join(programs, 'postgres'), flags, { ...as, cwd: folder, stdio: 'ignore' })
  const url = `postgres://roost@127.0.0.1:${port}/postgres`
  await answering(url)
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root, so root steps down to the user its package made, or to nobody. */
function unprivileged(): { uid?: number; gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const uid = Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout)
    const gid = Number(spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout)
    if (uid > 0) return { uid, gid }
  }
  return undefined
}

async function answering(url: string) {
  const until = Date.now() + 20_000
  for (;;) {
    const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 2 })
    try {
      await sql`select 1`
      return
    } catch (error) {
      if (Date.now() > until) throw error
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
