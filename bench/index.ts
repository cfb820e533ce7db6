import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { startServer } from '../test/postgres.ts'
import type { Bench, Row } from './bench.ts'
import { coalescing } from './coalescing.ts'
import { due } from './due.ts'
import { growth } from './growth.ts'
import { ingest } from './ingest.ts'
import { isolation } from './isolation.ts'
import { loneRequest } from './lone-request.ts'
import { memory } from './memory.ts'
import { press } from './press.ts'
import { replicas } from './replicas.ts'
import { start } from './start.ts'
import { storm } from './storm.ts'
import { surge } from './surge.ts'
import { table } from './table.ts'

// `npm run bench`: everything that is measured, each held against what ran beside it, and written down. `npm run bench --
// ingest` runs only what is named, and writes down those rows anew.

const BENCHES: Bench[] = [
  // The longest, and the only one that does not mind what else the machine does.
  memory,
  ingest,
  loneRequest,
  press,
  storm,
  surge,
  coalescing,
  isolation,
  growth,
  due,
  replicas,
  start,
]

const RESULTS = new URL('results.json', import.meta.url)

// Cut short, it leaves nothing running: what it started ends with it.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1))

const named = process.argv.slice(2)
const unknown = named.filter((name) => !BENCHES.some((bench) => bench.name === name))
if (unknown.length) {
  console.error(`There is no ${unknown.join(', ')}. There are ${BENCHES.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}
const given = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL
const server = given ? { url: given, stop: async () => {} } : await startServer({ shared_buffers: '512MB' })
const skipped = BENCHES.filter(({ needsServer }) => needsServer && !server)
const rows: Row[] = []
const failed: Bench[] = []
try {
  for (const bench of BENCHES) {
    if (skipped.includes(bench) || (named.length && !named.includes(bench.name))) continue
    const began = performance.now()
    try {
      rows.push(...(await bench.run({ server: server?.url ?? '', say: (line) => console.error(line) })))
    } catch (error) {
      console.error(error)
      failed.push(bench)
    }
    console.error(`${bench.name}: measured in ${Math.round((performance.now() - began) / 1000)} s`)
  }
} finally {
  await server?.stop()
}
console.log(`\n${table(rows)}`)
if (failed.length) {
  console.error(`\nFAILED: ${failed.map(({ name }) => name).join(', ')}. Nothing was written.`)
  process.exitCode = 1
} else if (skipped.length)
  console.error(
    `\nSKIPPED: ${skipped.map(({ name }) => name).join(', ')}. No PostgreSQL server was found; name one in BENCH_DATABASE_URL.`,
  )
else writeFileSync(RESULTS, `${JSON.stringify(named.length ? renewed(before(), rows) : rows, null, 2)}\n`)

function before(): Row[] {
  return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : []
}

function renewed(before: Row[], rows: Row[]): Row[] {
  const anew = before.map((one) => rows.find(({ name }) => name === one.name) ?? one)
  return [...anew, ...rows.filter(({ name }) => !anew.some((one) => one.name === name))]
}
