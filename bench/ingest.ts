import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { openDatabase } from '../src/db/connect.ts'
import { deliveries } from '../src/db/schema.ts'
import { freshDatabase } from '../test/postgres.ts'
import { type Bench, type Goal, type Row, row } from './bench.ts'
import { delivery } from './deliveries.ts'
import { pairs } from './pairs.ts'
import { type Served, served } from './process.ts'

const AT_ONCE = 50
const DELIVERIES = 6000

/** Deliveries a second, each committed before its 200, beside the same route that keeps nothing. */
export const ingest: Bench = {
  name: 'ingest',
  needsServer: true,
  async run({ server }) {
    const { url, drop } = await freshDatabase(server)
    const folder = mkdtempSync(join(tmpdir(), 'roost-bench-'))
    try {
      return [
        await measured('ingest, PostgreSQL', '≥ 0.4', { url, dataDir: '' }),
        await measured('ingest, embedded', '≥ 0.3', { url: undefined, dataDir: folder }),
      ]
    } finally {
      await drop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function measured(name: string, goal: Goal, at: { url: string | undefined; dataDir: string }): Promise<Row> {
  const kept = await served('webhook-server.ts', ['kept', at.url ?? at.dataDir])
  const nowhere = await served('webhook-server.ts', ['nowhere'])
  const answered: string[] = []
  const { ratio, a, b } = await pairs(
    () => perSecond(kept, answered),
    () => perSecond(nowhere, []),
  )
  await Promise.all([kept.stop(), nowhere.stop()])
  const floor = `${Math.round(b)}/s without a database, ours ${Math.round(a)}/s`
  return row(name, ratio, goal, { floor, wrong: await lostOrTwice(at, answered) })
}

/** Adds the ids of what was answered 200 to `answered`. */
async function perSecond({ origin }: Served, answered: string[]): Promise<number> {
  const round = crypto.randomUUID()
  const signed = Array.from({ length: DELIVERIES }, (_, number) => delivery(`${round}/${number}`))
  let next = 0
  const began = performance.now()
  let ended = began
  const result = await new Promise<autocannon.Result>((done, failed) => {
    const running = autocannon(
      {
        ...{ url: origin, connections: AT_ONCE, amount: DELIVERIES, method: 'POST' },
        requests: [{ setupRequest: (request) => ({ ...request, ...signed[next++ % DELIVERIES] }) }],
      },
      (error, result) => (error ? failed(error) : done(result)),
    )
    // By its own account it ends on whole seconds.
    running.on('response', () => {
      ended = performance.now()
    })
  })
  if (result['2xx'] !== DELIVERIES) throw new Error(`Only ${result['2xx']} of ${DELIVERIES} were taken`)
  answered.push(...signed.map((_, number) => `${round}/${number}`))
  return DELIVERIES / ((ended - began) / 1000)
}

async function lostOrTwice(at: { url: string | undefined; dataDir: string }, answered: string[]) {
  const { db, close } = await openDatabase(at)
  const rows = await db.select({ body: deliveries.body }).from(deliveries)
  await close()
  const kept = new Set(rows.map(({ body }) => JSON.parse(body).data.id))
  const lost = answered.filter((id) => !kept.has(id)).length
  return { lost, duplicated: rows.length - kept.size }
}
