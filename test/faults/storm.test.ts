import { describe, expect, inject, test } from 'vitest'
import type { Person } from '../desk.ts'
import { atRest } from './at-rest.ts'
import { type Chance, chance, rounds } from './chance.ts'
import { connected } from './connected.ts'
import { letLeasesRunOut } from './facts.ts'
import { breaches } from './history.ts'
import type { Outside } from './outside.ts'
import { POINTS, trap } from './points.ts'
import { type Ground, program } from './program.ts'
import { scene } from './scene.ts'
import { staleCards } from './stale-cards.ts'

const KILLS = rounds(2)
const EACH = 15
const CUSTOMERS = [
  'mira',
  'kenji',
  'tomas',
  'sofia',
  'aylin',
  'lukas',
  'chloe',
  'diego',
  'wei',
  'noor',
  'hannah',
  'priya',
]
const PLACES = [
  { account: 'shop-chat', place: 'private' },
  { account: 'shop-reviews', place: 'review' },
  { account: 'facebook', place: 'private' },
] as const
/** All that comes goes where Slack takes a message a second. */
const ONE_CHANNEL = { 'shop-chat': '#social', facebook: '#social', 'shop-reviews': '#social' }

describe.each(['embedded', 'server'] as const)('killed in a storm (%s)', (database) => {
  const companies = Array.from({ length: Math.ceil(KILLS / EACH) }, (_, number) => number + 1)
  test.skipIf(database === 'server' && inject('serverUrl') === null).each(companies)(
    'many write at once and stand on roll-ups, from which agents take: nobody is lost, nobody stands twice, no line is stale (company %i)',
    async (company) => {
      const kills = Math.min(EACH, KILLS - (company - 1) * EACH)
      const by = chance(`${kills} kills in a storm, ${database}`)
      const { around, its } = await scene(database, { burst: 4 })
      await connected(its, around, ONE_CHANNEL)
      const letters = by.shuffled(CUSTOMERS.flatMap((customer) => PLACES.map((at) => ({ customer, ...at }))))
      for (let round = 1; round <= kills; round += 1) {
        const some = letters.splice(0, Math.ceil(letters.length / 2))
        await killedOnce(around, its, by, () =>
          Promise.all(some.map((at) => around.write({ text: `Round ${round}: ${at.customer} asks`, ...at }))),
        )
      }
      const known = await atRest(around, its, async () => {
        const heard = (await around.sees()).letters.filter((one) => one.from === 'customer' && !one.delivered)
        return heard.map(({ id }) => `letter ${id}`)
      })
      const rolledUp = known.posts.filter(({ kind }) => kind === 'roll-up').length
      const stale = await staleCards(around, its)
      const found = await breaches(around, known)
      console.info(
        `${kills} kills in a storm, ${database}, FAULT_SEED=${by.seed}: ${rolledUp} roll-ups, ${found.length} breaches (${found.join('; ')}), ${stale.length} stale lines (${stale.join('; ')})`,
      )
      expect(rolledUp).toBeGreaterThan(0)
      expect(found).toEqual([])
      expect(stale).toEqual([])
    },
    180_000 + EACH * 30_000,
  )
})

async function killedOnce(around: Outside, its: Ground, by: Chance, storm: () => Promise<unknown>): Promise<void> {
  const running = await program(its.env)
  around.replicas.splice(0, 1, running.port)
  around.sandbox.ready()
  const ready = trap(around, by.oneOf(POINTS), by, running.kill)
  const busy = Promise.all([storm(), ...AGENTS.map((as) => takes(around, by, as))])
  await Promise.race([ready.sprung, after(2000 + by.number(4000))])
  ready.remove()
  await running.kill()
  // Whoever was in the midst of something finds it dead, before the next round begins.
  await busy.catch(() => {})
  await letLeasesRunOut(its)
}

const AGENTS: Person[] = ['grace', 'alan', 'ana']

/** Claims whatever there is to claim: a line of a roll-up, the next of it, a card. */
async function takes(around: Outside, by: Chance, as: Person): Promise<void> {
  for (let press = 1; press <= 4; press += 1) {
    await after(by.number(1200))
    const buttons = (await around.sees(as)).messages.flatMap(({ channel, ts, blocks = [] }) =>
      blocks.flatMap(({ block_id, elements = [] }: { block_id: string; elements?: { action_id?: string }[] }) =>
        elements
          .filter(({ action_id = '' }) => CLAIMS.includes(action_id))
          .map(({ action_id }) => ({ at: { in: 'message', channel, ts }, blockId: block_id, actionId: action_id })),
      ),
    )
    if (buttons.length > 0) await around.does('press', { ...by.oneOf(buttons), chosen: {}, state: {} }, as)
  }
}

const CLAIMS = ['claim', 'claim-next']

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
