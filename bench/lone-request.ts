import { freshDatabase } from '../test/postgres.ts'
import { ask } from './ask.ts'
import { type Bench, row } from './bench.ts'
import { delivery } from './deliveries.ts'
import { median, pairs } from './pairs.ts'
import { type Served, served } from './process.ts'

const REQUESTS = 300

/** Inserts are shared in a crowd; one that comes alone must not wait for it. */
export const loneRequest: Bench = {
  name: 'lone',
  needsServer: true,
  async run({ server }) {
    const { url, drop } = await freshDatabase(server)
    const kept = await served('webhook-server.ts', ['kept', url])
    const plainly = await served('webhook-server.ts', ['plainly', url])
    const { ratio, a, b } = await pairs(
      () => half(kept),
      () => half(plainly),
    )
    await Promise.all([kept.stop(), plainly.stop()])
    await drop()
    const floor = `${b.toFixed(2)} ms with one plain insert, ours ${a.toFixed(2)} ms`
    return [row('lone request', ratio, '≤ 1.2', { floor })]
  },
}

/** The time that half of them are answered within. */
async function half({ origin }: Served): Promise<number> {
  const times: number[] = []
  for (let number = 0; number < REQUESTS; number += 1)
    times.push(await ask(origin, delivery(`${crypto.randomUUID()}/${number}`)))
  return median(times)
}
