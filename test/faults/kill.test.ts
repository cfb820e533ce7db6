import { describe, expect, inject, test } from 'vitest'
import { atRest } from './at-rest.ts'
import { type Chance, chance, rounds } from './chance.ts'
import { connected } from './connected.ts'
import { letLeasesRunOut } from './facts.ts'
import { breaches } from './history.ts'
import { type Outside, outside } from './outside.ts'
import { POINTS, trap } from './points.ts'
import { cutShort, type Ground, ground, program } from './program.ts'
import { stir } from './stir.ts'

const KILLS = rounds(3)
/** Each company is killed so often at most: what it has done is then held against the promises, and the next one begins. */
const EACH = 20

describe.each(['embedded', 'server'] as const)('killed at any moment (%s)', (database) => {
  const companies = Array.from({ length: Math.ceil(KILLS / EACH) }, (_, number) => number + 1)
  test.skipIf(database === 'server' && inject('serverUrl') === null).each(companies)(
    'nothing is lost, and nothing comes twice (company %i)',
    async (company) => {
      const kills = Math.min(EACH, KILLS - (company - 1) * EACH)
      const by = chance(`${kills} kills, ${database}`)
      const around = await outside(1000)
      const its = await ground(around, database)
      try {
        await connected(its, around)
        for (let round = 1; round <= kills; round += 1) await killedOnce(around, its, by, round)
        const found = await breaches(around, await atRest(around, its, () => unheard(around)))
        // A long run is read while it goes on.
        console.info(`${kills} kills, ${database}, FAULT_SEED=${by.seed}: ${found.length} breaches`)
        expect(found).toEqual([])
      } finally {
        await its.remove()
        await around.close()
      }
    },
    120_000 + EACH * 30_000,
  )
})

async function killedOnce(around: Outside, its: Ground, by: Chance, round: number): Promise<void> {
  if (by.number(8) === 0) await cutShort(its.env, by.number(4000))
  const running = await program(its.env)
  around.replicas.splice(0, 1, running.port)
  around.sandbox.ready()
  const ready = trap(around, by.oneOf(POINTS), by, running.kill)
  await Promise.race([running.ended, stir(around, by, round)])
  await Promise.race([ready.sprung, after(by.number(1500))])
  ready.remove()
  await running.kill()
  await letLeasesRunOut(its)
}

async function unheard(around: Outside): Promise<string[]> {
  const letters = (await around.sees()).letters.filter((one) => one.from === 'customer' && !one.delivered)
  return letters.map(({ id, account, place }) => `letter ${id} ${account} ${place}`)
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
