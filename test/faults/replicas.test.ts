import postgres from 'postgres'
import { describe, expect, inject, test } from 'vitest'
import { type Person, words } from '../desk.ts'
import { type Happened, notAsALock } from './as-a-lock.ts'
import { type Chance, chance, rounds } from './chance.ts'
import { connected } from './connected.ts'
import { type Facts, facts, letLeasesRunOut } from './facts.ts'
import { breaches } from './history.ts'
import { left } from './left.ts'
import type { Call, Meddling, Outside } from './outside.ts'
import { type Asked, askedIn, pressesAnything } from './presses.ts'
import { type Ground, type Program, program } from './program.ts'
import { scene } from './scene.ts'
import { staleCards } from './stale-cards.ts'
import { takenBySlack, wentBack } from './went-back.ts'

const ROUNDS = rounds(2)
const EACH = 4
const AGENTS: Person[] = ['grace', 'alan', 'ana', 'agent1', 'agent2', 'agent3', 'agent4', 'agent5']
/** Each writes once on each account: whoever wrote again would have a ticket beside a closed one, or a card that moves. */
const LETTERS = ['shop-reviews', 'shop-chat'].flatMap((account) => [
  ['mira', 'kenji', 'tomas', 'sofia', 'aylin', 'lukas'].map((customer) => ({ account, customer })),
  ['chloe', 'diego', 'wei', 'noor', 'hannah', 'priya'].map((customer) => ({ account, customer })),
])
/** Each agent's, in a round. */
const PRESSES = 6

describe.skipIf(inject('serverUrl') === null)('three replicas on one server', () => {
  const companies = Array.from({ length: Math.ceil(ROUNDS / EACH) }, (_, number) => number + 1)
  test.each(companies)(
    'eight agents press anything while replicas are killed and started: each ticket is a lock, no card goes back, and the pace holds (company %i)',
    async (company) => {
      const letters = LETTERS.slice(0, ROUNDS - (company - 1) * EACH)
      const by = chance(`replicas, ${letters.length} rounds`)
      const { around, its } = await scene('server', { hired: 5 })
      await connected(its, around)
      let three: Program[] = await Promise.all([program(its.env), program(its.env), program(its.env)])
      const serve = (some: Program[]) => around.replicas.splice(0, 3, ...some.map(({ port }) => port))
      serve(three)
      around.sandbox.ready()
      around.meddle(({ path }) => /chat\.update$|\/actions\//.test(path), heldUp(by))

      for (const [round, some] of letters.entries()) {
        const text = `Round ${round}`
        for (const one of some) await around.write({ text, place: placeOf(one.account), ...one })
        await around.until((all) => all.messages.find((one) => words(one).includes(text)))
        const pressing = Promise.all(AGENTS.map((as) => busy(around, by, as, round)))
        const [dying, ...staying] = by.shuffled(three)
        await new Promise((resolve) => setTimeout(resolve, by.number(1500)))
        await dying?.kill()
        serve(staying)
        three = [...staying, await program(its.env)]
        serve(three)
        await pressing
      }

      await Promise.all(three.slice(1).map((one) => one.kill('SIGTERM')))
      serve(three.slice(0, 1))
      await letLeasesRunOut(its)
      await expect.poll(() => left(around, its), { timeout: 120_000, interval: 500 }).toEqual([])
      const known = await facts(its)
      expect(await breaches(around, known)).toEqual([])
      expect(await wrongWithHistory(around, known, its)).toEqual([])
      expect(await staleCards(around, its)).toEqual([])
      expect(tooClose(around.calls)).toEqual([])
      await three[0]?.kill('SIGTERM')
    },
    120_000 + EACH * 20_000,
  )
})

function placeOf(account: string) {
  return account === 'shop-reviews' ? 'review' : 'private'
}

async function busy(around: Outside, by: Chance, as: Person, round: number): Promise<void> {
  for (let press = 1; press <= PRESSES; press += 1) await pressesAnything(around, by, as, `${as} ${round} ${press}`)
}

/** Some of what changes a card takes its time to get to Slack. */
function heldUp(by: Chance): Meddling {
  return async (_, passOn) => {
    if (by.number(3) === 0) await new Promise((resolve) => setTimeout(resolve, by.number(1200)))
    return passOn()
  }
}

/** Each ticket's history is that of a lock, all that was acked is there, and no card has gone back in it. */
async function wrongWithHistory(around: Outside, { tickets, posts, messages }: Facts, its: Ground): Promise<string[]> {
  const { events, names } = await happened(its)
  const asked = askedIn(around.calls)
  const taken = takenBySlack(around.calls)
  expect(events.length, 'nobody pressed anything').toBeGreaterThan(tickets.length * 2)
  return tickets.flatMap(({ id, tags }) => {
    const own = events.filter(({ ticket }) => ticket === id)
    const ofIt = asked.filter(({ ticket }) => ticket === id)
    const card = posts.find((post) => post.ticketId === id && post.kind === 'card')
    const bodies = (taken.get(`${card?.channelId}/${card?.ts}`) ?? []).map(({ body }) => body)
    const notes = messages.filter(({ ticketId, direction }) => ticketId === id && direction === 'note')
    const kept = { tag: tags, note: notes.map(({ text }) => text) }
    return [...notAsALock(own, ofIt), ...gone(ofIt, kept), ...wentBack(bodies, own, names)].map(
      (one) => `#${id}: ${one}`,
    )
  })
}

function gone(asked: Asked[], kept: Record<string, string[]>): string[] {
  return asked
    .filter(({ acked, verb, text }) => acked && kept[verb] && !kept[verb].includes(text))
    .map(({ verb, text }) => `${verb} “${text}” was acked, and is not there`)
}

async function happened({ url }: Ground): Promise<{ events: Happened[]; names: Map<string, string> }> {
  const sql = postgres(url ?? '', { max: 1, onnotice: () => {} })
  try {
    const agents = await sql`select slack_id, name from agents`
    const events = await sql`
      select ticket_id, events.name, slack_id, extract(epoch from at) * 1000 as at, data
      from events left join agents on agents.id = agent_id order by events.id`
    return {
      names: new Map(agents.map(({ slack_id, name }) => [slack_id, name])),
      events: events.map(({ ticket_id, name, slack_id, at, data }) => ({
        ...{ ticket: Number(ticket_id), name, slackId: slack_id, at: Number(at), data },
      })),
    }
  } finally {
    await sql.end()
  }
}

/** Slack takes a message a second in a channel, whoever posts it: none comes before its turn, but for what jolts on the way. */
function tooClose(calls: Call[]): string[] {
  const posts = calls.filter(({ path }) => path === '/api/chat.postMessage')
  const byChannel = Map.groupBy(posts, ({ body }) => new URLSearchParams(body).get('channel'))
  return [...byChannel].flatMap(([channel, all]) =>
    all.flatMap((first, place) => {
      const early = all.slice(place).findLast(({ at }, later) => later > (at - first.at) / 1000 + JOLT)
      return early
        ? [`${channel} got too many messages in the ${Math.round(early.at - first.at)} ms from ${first.at}`]
        : []
    }),
  )
}

const JOLT = 2
