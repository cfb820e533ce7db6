import postgres from 'postgres'
import { describe, expect, inject, test } from 'vitest'
import type { Person } from '../desk.ts'
import { chance, rounds } from './chance.ts'
import { connected } from './connected.ts'
import { facts, letLeasesRunOut, unfinished } from './facts.ts'
import { breaches } from './history.ts'
import { type Call, type Outside, outside } from './outside.ts'
import { type Ground, ground, program } from './program.ts'

const ROUNDS = rounds(3)
const AGENTS: Person[] = ['grace', 'alan', 'ana']
const CUSTOMERS = ['mira', 'kenji', 'tomas', 'sofia']

describe.skipIf(inject('serverUrl') === null)('two replicas on one server', () => {
  test(
    'agents press at random while replicas are killed and started: one owner at a time, each card once, and the pace holds',
    async () => {
      const by = chance('replicas')
      const around = await outside(1000)
      const its = await ground(around, 'server')
      try {
        await connected(its, around)
        let pair = await Promise.all([program(its.env), program(its.env)])
        const serve = () => around.replicas.splice(0, 2, ...pair.map(({ port }) => port))
        serve()
        around.sandbox.ready()
        for (const customer of CUSTOMERS) await around.write({ text: `Hello from ${customer}`, customer })
        for (const customer of CUSTOMERS) await around.until((all) => cardOf(all.messages, `Hello from ${customer}`))

        for (let round = 0; round < ROUNDS; round += 1) {
          const pressing = Promise.all(AGENTS.map((as) => presses(around, as, by.shuffled(CUSTOMERS))))
          const [dying, staying] = by.shuffled(pair)
          await dying?.kill()
          around.replicas.splice(0, 2, staying?.port ?? 0)
          await pressing
          pair = await Promise.all([staying ?? program(its.env), program(its.env)])
          serve()
        }

        await Promise.all(pair.map((one) => one.kill('SIGTERM')))
        await letLeasesRunOut(its)
        const last = await program(its.env)
        around.replicas.splice(0, 2, last.port)
        await expect.poll(async () => unfinished(await facts(its)), { timeout: 40_000, interval: 1000 }).toEqual([])
        expect(await breaches(around, await facts(its))).toEqual([])
        expect(await brokenLocks(its)).toEqual([])
        expect(await staleCards(around, its)).toEqual([])
        expect(tooClose(around.calls)).toEqual([])
        await last.kill('SIGTERM')
      } finally {
        await its.remove()
        await around.close()
      }
    },
    120_000 + ROUNDS * 20_000,
  )
})

// biome-ignore lint/suspicious/noExplicitAny: rows of the stand-in, read by their words
function cardOf(messages: Record<string, any>[], text: string) {
  return messages.find(
    (one) => JSON.stringify(one.blocks ?? []).includes(text) && JSON.stringify(one.blocks).includes('card/'),
  )
}

/** Claims or releases one card after the other, whatever it shows by then. */
async function presses(around: Outside, as: Person, customers: string[]): Promise<void> {
  for (const customer of customers)
    for (const actionId of ['claim', 'release']) {
      const card = cardOf((await around.sees(as)).messages, `Hello from ${customer}`)
      const block = card?.blocks.find((one: { block_id: string }) => one.block_id.startsWith('card/'))
      const element = block?.elements.find((one: { action_id: string }) => one.action_id === actionId)
      const menu = block?.elements.find((one: { action_id: string }) => one.action_id === 'more')
      const option = menu?.options?.find((one: { value: string }) => one.value.startsWith(`${actionId}:`))
      if (!card || !(element || option)) continue
      const at = { in: 'message', channel: card.channel, ts: card.ts }
      const chosen = element ? {} : { type: 'overflow', selected_option: option }
      const given = { at, blockId: block.block_id, actionId: element ? actionId : 'more', chosen, state: {} }
      await around.does('press', given, as)
    }
}

/** Every ticket's claims and releases, in the order they were committed, are those of a lock. */
async function brokenLocks({ url }: Ground): Promise<string[]> {
  const sql = postgres(url ?? '', { max: 1, onnotice: () => {} })
  try {
    const events = await sql`
      select ticket_id, name, agent_id from events where name in ('ticket.claimed', 'ticket.released') order by id`
    expect(events.length, 'nobody claimed anything').toBeGreaterThan(ROUNDS)
    const holders = new Map<string, string | null>()
    const broken: string[] = []
    for (const { ticket_id, name, agent_id } of events) {
      const holder = holders.get(ticket_id) ?? null
      const fits = name === 'ticket.claimed' ? holder === null : holder === agent_id
      if (!fits) broken.push(`#${ticket_id}: ${name} by ${agent_id} while ${holder} had it`)
      holders.set(ticket_id, name === 'ticket.claimed' ? agent_id : null)
    }
    const tickets = await sql`select id, claimed_by from tickets`
    for (const { id, claimed_by } of tickets)
      if ((holders.get(id) ?? null) !== claimed_by) broken.push(`#${id} has another owner than its history says`)
    return broken
  } finally {
    await sql.end()
  }
}

/** What each card says about its owner is what the row says. */
async function staleCards(around: Outside, { url }: Ground): Promise<string[]> {
  const sql = postgres(url ?? '', { max: 1, onnotice: () => {} })
  try {
    const rows = await sql`
      select p.id, t.id as ticket, a.name from posts p join tickets t on t.id = p.ticket_id
      left join agents a on a.id = t.claimed_by where p.kind = 'card'`
    const { messages } = await around.sees()
    return rows.flatMap(({ id, ticket, name }) => {
      const card = messages.find((one) => one.metadata?.event_payload?.post === Number(id))
      const [, owner] = /\*(\w+)\* took this/.exec(JSON.stringify(card?.blocks ?? [])) ?? []
      return (owner ?? null) === name ? [] : [`#${ticket} shows ${owner} and belongs to ${name}`]
    })
  } finally {
    await sql.end()
  }
}

/** Slack takes a message a second in a channel, whoever posts it. */
function tooClose(calls: Call[]): string[] {
  const posts = calls.filter(({ path }) => path === '/api/chat.postMessage')
  const byChannel = Map.groupBy(posts, ({ body }) => new URLSearchParams(body).get('channel'))
  return [...byChannel].flatMap(([channel, all]) => {
    const inTenSeconds = all.map((one) => all.filter(({ at }) => at >= one.at && at < one.at + 10_000).length)
    return Math.max(...inTenSeconds) > 12 ? [`${channel} got ${Math.max(...inTenSeconds)} messages in 10 seconds`] : []
  })
}
