import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { freePort } from './free-port.ts'

/** A PostgreSQL server from the machine's programs, gone with the run; undefined where there are none. */
export async function startServer(settings: Record<string, string>) {
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
  const told = Object.entries({ ...settings, max_connections: '200' }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const flags = ['-D', data, '-p', `${port}`, '-k', folder, '-h', '127.0.0.1', ...told]
  const begin = () => spawn(join(programs, 'postgres'), flags, { ...as, cwd: folder, stdio: 'ignore' })
  let server = begin()
  const end = async (signal: NodeJS.Signals) => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await ended
  }
  // Cut short, the run leaves no server behind.
  process.once('exit', () => server.kill('SIGINT'))
  const url = `postgres://roost@127.0.0.1:${port}/postgres`
  await answering(url)
  return {
    url,
    /** `SIGINT`: politely. `SIGQUIT`: as if it had crashed. It is away for so many milliseconds. */
    restart: async (how: 'SIGINT' | 'SIGQUIT', away: number) => {
      await end(how)
      await new Promise((resolve) => setTimeout(resolve, away))
      server = begin()
      await answering(url)
    },
    stop: async () => {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An empty database of its own on a server: its address, and how to be rid of it. */
export async function freshDatabase(server: string) {
  const name = `roost_${randomUUID().replaceAll('-', '')}`
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

/** PostgreSQL and its pooler refuse to run as root, so root steps down to the user its package made, or to nobody. */
export function unprivileged(): { uid?: number; gid?: number } | undefined {
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
