import { spawnSync } from 'node:child_process'
import { setTimeout as rest } from 'node:timers/promises'
import { ask } from './ask.ts'
import { type Bench, row } from './bench.ts'
import { crowd } from './crowd.ts'
import { delivery } from './deliveries.ts'
import { allTaken, roost } from './roost.ts'

const FEW = 1000
const MANY = 100_000
/** So many are taken in before more are delivered: a backlog of all of them would outlast any patience. */
const BATCH = 2000
const AT_ONCE = 20
const PEOPLE = 2000
const ACCOUNTS = ['social', 'reviews', 'general']
/** Time to clear away what the rush has left. */
const REST = 10_000

/** What one process holds after a hundred thousand deliveries, beside the same one after a thousand. */
export const memory: Bench = {
  name: 'memory',
  needsServer: true,
  async run({ server, say }) {
    const its = await roost(server)
    const { port, pid } = await its.start()
    const origin = `http://127.0.0.1:${port}`
    const deliver = async (from: number, to: number) => {
      for (let first = from; first < to; first += BATCH) {
        await crowd(Math.min(BATCH, to - first), AT_ONCE, (number) => {
          const id = first + number
          return ask(origin, delivery(`m${id}`, { account: ACCOUNTS[id % 3], customer: `p${id % PEOPLE}` }))
        })
        await allTaken(its, Math.min(first + BATCH, to))
      }
      const wrong = await allTaken(its, to)
      await rest(REST)
      return { held: megabytes(pid), wrong }
    }
    try {
      const few = await deliver(0, FEW)
      const began = performance.now()
      const many = await deliver(FEW, MANY)
      say(`memory: ${Math.round((MANY - FEW) / ((performance.now() - began) / 1000))} deliveries a second taken in`)
      const floor = `${few.held} MB after ${FEW}, ${many.held} MB after ${MANY}`
      return [row('memory', many.held / few.held, '≤ 1.2', { floor, wrong: many.wrong })]
    } finally {
      await its.close()
    }
  },
}

function megabytes(pid: number): number {
  return Math.round(Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024)
}
