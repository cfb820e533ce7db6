import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { unprivileged } from '../postgres.ts'

/** PgBouncer is there to be started. */
export const hasPooler = spawnSync('pgbouncer', ['--version'], { env: path() }).status === 0

/** A pooler in transaction mode before a server: each transaction may run in another session. */
export async function pooler(toPort: number): Promise<{ port: number; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'roost-pooler-'))
  const as = unprivileged() ?? {}
  const port = await freePort()
  const settings = join(folder, 'pgbouncer.ini')
  writeFileSync(
    settings,
    `[databases]
* = host=127.0.0.1 port=${toPort} user=roost
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 6
`,
  )
  if (as.uid && as.gid) for (const one of [folder, settings]) chownSync(one, as.uid, as.gid)
  const running = spawn('pgbouncer', ['-q', settings], { ...as, cwd: folder, env: path(), stdio: 'ignore' })
  while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 50))
  return {
    port,
    async stop() {
      const ended = new Promise((resolve) => running.once('exit', resolve))
      running.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Debian keeps it where only administrators look. */
function path() {
  return { PATH: `${process.env.PATH}:/usr/sbin` }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
