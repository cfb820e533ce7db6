import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { freePort } from './free-port.ts'

/** A PostgreSQL server of our own. */
export interface PostgresServer {
  url: string
  port: number
  /** `SIGINT`: fast. `SIGQUIT`: immediate, as if it had crashed. */
  restart(how: 'SIGINT' | 'SIGQUIT', away?: number): Promise<void>
  stop(): Promise<void>
}

/** Starts one where PostgreSQL's programs are installed; undefined where they are not. */
export async function startServer(): Promise<PostgresServer | undefined> {
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
  const where = ['-D', data, '-p', `${port}`, '-k', folder, '-h', '127.0.0.1']
  const settings = ['-c', 'fsync=off', '-c', 'max_connections=200']
  const begin = () =>
    spawn(join(programs, 'postgres'), [...where, ...settings], { ...as, cwd: folder, stdio: 'ignore' })
  const url = `postgres://roost@127.0.0.1:${port}/postgres`
  let server = begin()
  const end = async (signal: NodeJS.Signals) => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await ended
  }
  await answering(url)
  return {
    ...{ url, port },
    async restart(how, away = 0) {
      await end(how)
      await new Promise((resolve) => setTimeout(resolve, away))
      server = begin()
      await answering(url)
    },
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
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
