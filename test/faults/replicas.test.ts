import postgres from 'postgres'
import { describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../src/db/connect.ts'
import { posts } from '../../src/db/schema.ts'
import { networks } from '../../src/networks/index.ts'
import { clients } from '../../src/slack/clients.ts'
import { permalinks } from '../../src/slack/permalinks.ts'
import { render, slackLeads } from '../../src/slack/render.ts'
import { labels, type Person, words } from '../desk.ts'
import { chance, rounds } from './chance.ts'
import { connected } from './connected.ts'
import { facts, letLeasesRunOut, unfinished } from './facts.ts'
import { breaches } from './history.ts'
import { type Call, type Outside, outside } from './outside.ts'
import { type Ground, ground, type Program, program } from './program.ts'
import { answer } from './stir.ts'

const ROUNDS = rounds(3)
const AGENTS: Person[] = ['grace', 'alan', 'ana']
const CUSTOMERS = ['mira', 'kenji', 'tomas', 'sofia']

describe.skipIf(inject('serverUrl') === null)('three replicas on one server', () => {
  test(
    'agents press at random while replicas are killed and started: one owner at a time, each card once, and the pace holds',
    async () => {
      const by = chance('replicas')
      const around = await outside(1000)
      const its = await ground(around, 'server')
      try {
        await connected(its, around)
        let three: Program[] = await Promise.all([program(its.env), program(its.env), program(its.env)])
        const serve = (some: Program[]) => around.replicas.splice(0, 3, ...some.map(({ port }) => port))
        serve(three)
        around.sandbox.ready()
        for (const customer of CUSTOMERS) await around.write({ text: `Hello from ${customer}`, customer })
        for (const customer of CUSTOMERS) await around.until((all) => cardOf(all.messages, `Hello from ${customer}`))

        for (let round = 0; round < ROUNDS; round += 1) {
          const pressing = Promise.all(
            AGENTS.map(async (as) => {
              await presses(around, as, by.shuffled(CUSTOMERS))
              await answer(around, by, `Answer ${round} of ${as}`, as)
            }),
          )
          const [dying, ...staying] = by.shuffled(three)
          await dying?.kill()
          serve(staying)
          await pressing
          three = [...staying, await program(its.env)]
          serve(three)
        }

        await Promise.all(three.map((one) => one.kill('SIGTERM')))
        await letLeasesRunOut(its)
        const last = await program(its.env)
        serve([last])
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
      select ticket_id, name, agent_id from events where name in ('ticket.claimed', 'ticket.released', 'reply.queued')
      order by id`
    expect(events.length, 'nobody claimed anything').toBeGreaterThan(ROUNDS)
    const holders = new Map<string, string | null>()
    const broken: string[] = []
    for (const { ticket_id, name, agent_id } of events) {
      const holder = holders.get(ticket_id) ?? null
      // Whoever answers what is nobody's has taken it.
      if (name === 'reply.queued' && holder !== null) continue
      const fits = name === 'ticket.released' ? holder === agent_id : holder === null
      if (!fits) broken.push(`#${ticket_id}: ${name} by ${agent_id} while ${holder} had it`)
      holders.set(ticket_id, name === 'ticket.released' ? null : agent_id)
    }
    const tickets = await sql`select id, claimed_by from tickets`
    for (const { id, claimed_by } of tickets)
      if ((holders.get(id) ?? null) !== claimed_by) broken.push(`#${id} has another owner than its history says`)
    return broken
  } finally {
    await sql.end()
  }
}

/** Each card reads, and can be pressed, as the one renderer would draw its rows now. */
async function staleCards(around: Outside, { env, url }: Ground): Promise<string[]> {
  const database = await openDatabase({ url, dataDir: '' })
  const { db } = database
  try {
    const { messages } = await around.sees()
    const cards = (await db.select().from(posts)).filter(({ kind, rollUpId }) => kind === 'card' && !rollUpId)
    const client = clients(env.SLACK_BOT_TOKEN ?? '', env.SLACK_API_URL ?? '').drawing
    return await Promise.all(
      cards.map(async (post) => {
        const links = permalinks(db, post.workspaceId, client)
        const leads = () => slackLeads(db, post.workspaceId, [])
        const deps = { db, networks: byName, leads, ...links, digest: () => Promise.reject(new Error('No digest')) }
        const drawn = await render(deps, post, Temporal.Now.instant())
        const shown = messages.find((one) => one.metadata?.event_payload?.post === post.id)
        const says = (row: object | undefined) => [words(row), ...labels(row)].join('\n')
        return says(shown) === says(drawn)
          ? []
          : [`#${post.ticketId} shows\n${says(shown)}\nand should\n${says(drawn)}`]
      }),
    ).then((all) => all.flat())
  } finally {
    await database.close()
  }
}

const byName = new Map(networks.map((network) => [network.name, network]))

/** Slack takes a message a second in a channel, whoever posts it. */
function tooClose(calls: Call[]): string[] {
  const posts = calls.filter(({ path }) => path === '/api/chat.postMessage')
  const byChannel = Map.groupBy(posts, ({ body }) => new URLSearchParams(body).get('channel'))
  return [...byChannel].flatMap(([channel, all]) => {
    const inTenSeconds = all.map((one) => all.filter(({ at }) => at >= one.at && at < one.at + 10_000).length)
    return Math.max(...inTenSeconds) > 12 ? [`${channel} got ${Math.max(...inTenSeconds)} messages in 10 seconds`] : []
  })
}
