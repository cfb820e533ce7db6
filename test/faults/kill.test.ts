import { describe, expect, inject, onTestFinished, test } from 'vitest'
import type { Person } from '../desk.ts'
import { start } from '../fakes/telegram.ts'
import { atRest } from './at-rest.ts'
import { type Chance, chance, rounds } from './chance.ts'
import { connected } from './connected.ts'
import { letLeasesRunOut } from './facts.ts'
import { breaches } from './history.ts'
import type { Outside } from './outside.ts'
import { POINTS, POINTS_ON_WIRE, trap, trapOnWire } from './points.ts'
import { cutShort, type Ground, program } from './program.ts'
import { scene } from './scene.ts'
import { staleCards } from './stale-cards.ts'
import { stir } from './stir.ts'
import { type Wire, wire } from './wire.ts'

const KILLS = rounds(3)
/** Each company is killed so often at most: what it has done is then held against the promises, and the next one begins. */
const EACH = 20
const ELSEWHEN = 'some other moment'

describe.each(['embedded', 'server'] as const)('killed at any moment (%s)', (database) => {
  const companies = Array.from({ length: Math.ceil(KILLS / EACH) }, (_, number) => number + 1)
  test.skipIf(database === 'server' && inject('serverUrl') === null).each(companies)(
    'nothing is lost, nothing comes twice, and each card shows how its ticket stands (company %i)',
    async (company) => {
      const kills = Math.min(EACH, KILLS - (company - 1) * EACH)
      const by = chance(`${kills} kills, ${database}`)
      const { around, its: grounded } = await scene(database, { hired: 5 })
      const line = grounded.url ? await wire(Number(new URL(grounded.url).port)) : undefined
      onTestFinished(() => line?.close())
      const its = line ? through(line, grounded) : grounded
      const voices = await start()
      onTestFinished(async () => void (await voices.stop()))
      await connected(its, around, undefined, ['telegram', ...voices.fields])
      const points: string[] = []
      for (let round = 1; round <= kills; round += 1) {
        await voices.speaks(Buffer.from(`OggS ${round}`), around.origin)
        points.push(await killedOnce(around, its, by, round, line))
      }
      const known = await atRest(around, its, () => unheard(around))
      const told = voices.said.map(({ id, text }) => ({ id: `telegram ${id}`, text, from: 'us' }))
      // Telegram stands apart from the sandbox's world, and agents answer there as well.
      const sees: typeof around.sees = async (as) => {
        const seen = await around.sees(as)
        return { ...seen, letters: [...seen.letters, ...told] }
      }
      const found = await breaches({ calls: around.calls, sees }, known)
      const stale = await staleCards(around, its)
      // A long run is read while it goes on.
      console.info(
        `${kills} kills, ${database}, FAULT_SEED=${by.seed}: ${found.length} breaches (${found.join('; ')}), ${stale.length} stale lines (${stale.join('; ')}); ${points.join(', ')}`,
      )
      expect(known.files.length).toBeGreaterThan(0)
      // Of so many kills chance alone leaves no more than a few to come at another moment than was chosen.
      if (kills === EACH) expect(points.filter((one) => one !== ELSEWHEN).length).toBeGreaterThan(EACH / 5)
      expect(found).toEqual([])
      expect(stale).toEqual([])
    },
    120_000 + EACH * 30_000,
  )
})

/** Gives the point at which it was killed. */
async function killedOnce(
  around: Outside,
  its: Ground,
  by: Chance,
  round: number,
  line: Wire | undefined,
): Promise<string> {
  if (by.number(8) === 0) await cutShort(its.env, by.number(4000))
  const began = performance.now()
  const running = await program(its.env)
  const slowness = performance.now() - began
  around.replicas.splice(0, 1, running.port)
  around.sandbox.ready()
  const traps = [
    ...POINTS.map((point) => ({ name: point.name, set: () => trap(around, point, by, running.kill) })),
    ...POINTS_ON_WIRE.flatMap((point) =>
      line ? { name: point.name, set: () => trapOnWire(line, point, by, running.kill) } : [],
    ),
  ]
  const point = by.oneOf(traps)
  const ready = point.set()
  const stirring = stir(around, by, round)
  await Promise.race([running.ended, Promise.all([stirring, shows(around, by, round)])])
  // A machine that is busy comes later to the chosen moment, as it came later to its start.
  const patience = after((by.number(3000) / 1000) * slowness).then(() => ELSEWHEN)
  const where = await Promise.race([ready.sprung.then(() => point.name), patience])
  ready.remove()
  await running.kill()
  // Whoever was in the midst of something finds it dead, before the next round begins: two texts in one window are no one's.
  await stirring.catch(() => {})
  await letLeasesRunOut(its)
  return where
}

/** What tests look up goes to the server itself. */
function through(line: Wire, its: Ground): Ground {
  const between = new URL(its.url ?? '')
  between.port = `${line.port}`
  return { ...its, env: { ...its.env, DATABASE_URL: between.href } }
}

/** A picture comes, and an agent opens Home, whom Roost may not know yet. */
async function shows(around: Outside, by: Chance, round: number): Promise<void> {
  const as = by.oneOf<Person>(['agent1', 'agent2', 'agent3', 'agent4', 'agent5'])
  await around.write({
    ...PICTURE,
    text: `Round ${round}: look`,
    customer: by.oneOf(['wei', 'noor', 'hannah', 'priya']),
  })
  await around.does('home', {}, as)
}

const PICTURE = { account: 'facebook', place: 'private', picture: '/sandbox/pictures/cracked-lamp.png' } as const

async function unheard(around: Outside): Promise<string[]> {
  const letters = (await around.sees()).letters.filter((one) => one.from === 'customer' && !one.delivered)
  return letters.map(({ id, account, place }) => `letter ${id} ${account} ${place}`)
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
