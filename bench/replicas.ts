import { availableParallelism } from 'node:os'
import { ask } from './ask.ts'
import { type Bench, row } from './bench.ts'
import { crowd } from './crowd.ts'
import { delivery } from './deliveries.ts'
import { pairs } from './pairs.ts'
import { allTaken, limited, type Roost, roost } from './roost.ts'

const DELIVERIES = 600
const AT_ONCE = 20
const PEOPLE = 100
const ACCOUNTS = ['social', 'reviews', 'general']
const WHY =
  'Where two cores are all there is, one process beside PostgreSQL, the stand-in Slack and whoever writes fills them already: three can take in as much, and no more, and a busier machine decides on which side of 1 that falls. What they ask of each other, a lease for each batch and for each post, is a few short statements.'

/** Deliveries taken in a second by three processes, each getting every third, beside one process. */
export const replicas: Bench = {
  name: 'replicas',
  needsServer: true,
  async run({ server }) {
    const [many, single] = [await roost(server), await roost(server)]
    try {
      for (let replica = 0; replica < 3; replica += 1) await many.start()
      await single.start()
      let rounds = 0
      const { ratio, a, b } = await pairs(
        () => {
          rounds += 1
          return takenPerSecond(many)
        },
        () => takenPerSecond(single),
      )
      const all = [await allTaken(many, rounds * DELIVERIES), await allTaken(single, rounds * DELIVERIES)]
      const wrong = {
        lost: all.reduce((sum, { lost }) => sum + lost, 0),
        duplicated: all.reduce((sum, { duplicated }) => sum + duplicated, 0),
        ...limited(many),
      }
      const floor = `${Math.round(b)}/s by one, ${Math.round(a)}/s by three, on ${availableParallelism()} cores`
      return [row('replicas', ratio, availableParallelism() >= 4 ? '≥ 1.5' : '≥ 1', { floor, why: WHY, wrong })]
    } finally {
      // Also where it fails in its midst: nothing is left running.
      await Promise.all([many.close(), single.close()])
    }
  },
}

async function takenPerSecond({ around, sql }: Roost): Promise<number> {
  const origins = around.replicas.map((port) => `http://127.0.0.1:${port}`)
  const round = crypto.randomUUID()
  const [before] = await sql`select coalesce(max(id), 0) as last from deliveries`
  await crowd(DELIVERIES, AT_ONCE, async (number) => {
    const told = { account: ACCOUNTS[(number % 7) % 3], customer: `p${number % PEOPLE}` }
    await ask(origins[number % origins.length] ?? '', delivery(`${round}/${number}`, told))
  })
  await allTaken({ sql }, 0)
  const [took] = await sql`
    select extract(epoch from max(taken_at) - min(received_at))::float8 as seconds from deliveries where id > ${before?.last}`
  return DELIVERIES / took?.seconds
}
