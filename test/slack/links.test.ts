import { eq, sql } from 'drizzle-orm'
import pino from 'pino'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { channels, posts } from '../../src/db/schema.ts'
import { networks } from '../../src/networks/index.ts'
import { storeEnvironment } from '../../src/settings/stored.ts'
import { clients } from '../../src/slack/clients.ts'
import { draw } from '../../src/slack/draw.ts'
import { leaseNext } from '../../src/slack/lease.ts'
import { permalinks } from '../../src/slack/permalinks.ts'
import { claim } from '../../src/tickets/claim.ts'
import { lockCards } from '../../src/tickets/lock-ticket.ts'
import { move } from '../../src/tickets/move.ts'
import { after, company, nine, ticket } from '../company.ts'
import { onEveryDatabase, onServer, waitsForALock } from '../database.ts'
import { words } from '../desk.ts'
import { type Answer, type Call, type Outside, outside } from '../faults/outside.ts'

const social = 'C0SOCIAL01'
const reviews = 'C0REVIEWS2'
const away: Answer = { status: 503, body: '' }
const calls = (name: string) => (call: Call) => call.path === `/api/${name}`

onEveryDatabase('what links to a card', (database) => {
  let around: Outside
  beforeEach(async () => {
    around = await outside(1000)
  })
  afterEach(() => around.close())

  const drawAll = (db: Db) => drawnFrom(db, around)
  /** As somebody may in Slack. */
  async function deleteFirst(says = /./) {
    const found = (await around.sees()).messages.find((one) => one.channel === social && says.test(words(one)))
    const { botToken, apiUrl } = around.sandbox.slack
    await clients(botToken, apiUrl).drawing.chat.delete({ channel: social, ts: found?.ts ?? '' })
  }
  const standing = async (channel: string) =>
    (await around.sees()).messages.filter((one) => one.channel === channel).map((one) => words(one))

  test('a line is left where a card was before the live card stands: then it links there, and so do earlier ones', async () => {
    const { db } = database()
    const { account, grace } = await lumen(db)
    const opened = await ticket(db, account)
    await drawAll(db)
    const mend = around.meddle(calls('chat.postMessage'), async () => away)
    await move(db, opened, reviews, grace, after(1))
    await drawAll(db)
    expect(await standing(social)).toEqual([expect.stringMatching(/moved to <#C0REVIEWS2>: the live card is here\.$/)])
    mend()
    await drawAll(db)
    const links = async (channel: string) => (await standing(channel)).map((one) => /\/(C\w+\/p\d+)\|/.exec(one)?.[1])
    expect(await links(social)).toEqual([expect.stringContaining(reviews)])

    await move(db, opened, social, grace, after(2))
    await drawAll(db)
    const [first, live] = (await around.sees()).messages.filter(({ channel }) => channel === social)
    expect(words(live)).toContain('Where is my order')
    const there = `${social}/p${live?.ts.replace('.', '')}`
    expect([words(first), ...(await standing(reviews))]).toEqual(Array(2).fill(expect.stringContaining(there)))
  })

  test('a line of a roll-up is taken before its card stands: then it links there', async () => {
    const { db } = database()
    const { account, grace } = await lumen(db)
    const many = []
    for (let customer = 1; customer <= 12; customer += 1)
      many.push(await ticket(db, account, { conversation: `c${customer}`, customer: { id: `c${customer}` } }))
    await drawAll(db)
    expect(await standing(social)).toEqual([expect.stringContaining('12 new tickets')])
    const mend = around.meddle(calls('chat.postMessage'), async () => away)
    for (const one of many.slice(0, 1)) await claim(db, one, grace, after(1))
    await drawAll(db)
    expect((await standing(social))[0]).toMatch(/Grace took this_/)
    mend()
    const untold = around.meddle(calls('chat.getPermalink'), async () => away)
    await drawAll(db)
    expect((await standing(social))[0]).toMatch(/Grace took this_/)
    untold()
    await drawAll(db)
    const [rollUp, card] = (await around.sees()).messages.filter(({ channel }) => channel === social)
    expect(words(rollUp)).toContain(`/${social}/p${card?.ts.replace('.', '')}|see its card>`)
  })

  test('somebody deletes a roll-up in Slack: it is posted anew as long as tickets stand on it, and links to their cards', async () => {
    const { db } = database()
    const { account, grace } = await lumen(db)
    const many = []
    for (let customer = 1; customer <= 12; customer += 1)
      many.push(await ticket(db, account, { conversation: `c${customer}`, customer: { id: `c${customer}` } }))
    await drawAll(db)
    await deleteFirst()
    const [taken, ...others] = many
    if (taken) await claim(db, taken, grace, after(1))
    await drawAll(db)
    const messages = (await around.sees()).messages.filter(({ channel }) => channel === social)
    const isRollUp = (one: object) => /12 new tickets/.test(words(one))
    const rollUp = messages.find(isRollUp)
    const card = messages.find((one) => !isRollUp(one))
    expect(words(rollUp)).toContain(`/${social}/p${card?.ts.replace('.', '')}|see its card>`)

    for (const one of others) await claim(db, one, grace, after(2))
    await deleteFirst(/new tickets/)
    await drawAll(db)
    expect((await standing(social)).filter((one) => /new tickets/.test(one))).toEqual([])
  })

  test('Slack does not tell a link: it is asked again', async () => {
    const { db } = database()
    const { account, grace } = await lumen(db)
    const opened = await ticket(db, account)
    await drawAll(db)
    await move(db, opened, reviews, grace, after(1))
    const mend = around.meddle(calls('chat.getPermalink'), async () => away)
    await drawAll(db)
    expect((await standing(social))[0]).toMatch(/: the live card is here\.$/)
    mend()
    await drawAll(db)
    expect((await standing(social))[0]).toContain('|the live card is here>')
  })
})

onServer('a card that comes to stand anew', (database) => {
  test('while a colleague locks all cards of its ticket: neither fails', async () => {
    const around = await outside(1000)
    onTestFinished(() => around.close())
    const { db } = database()
    const { account, grace } = await lumen(db)
    const opened = await ticket(db, account)
    await drawnFrom(db, around)
    await move(db, opened, reviews, grace, after(1))
    const [first] = await db.select().from(posts).where(eq(posts.kind, 'card')).orderBy(posts.id)
    const ofTicket = eq(posts.ticketId, opened.id)
    let drawing: Promise<void> = Promise.resolve()
    await db.transaction(async (tx) => {
      // They have the first of them so far.
      await lockCards(tx, eq(posts.id, first?.id ?? 0))
      drawing = drawWaiting(db, around)
      await waitsForALock(db)
      await lockCards(tx, ofTicket)
    })
    await drawing
    await drawnFrom(db, around)
    // It had not to be looked for.
    expect(around.calls.filter(calls('conversations.history'))).toEqual([])
    const cards = await db.select().from(posts).where(ofTicket).orderBy(posts.id)
    expect(cards.map(({ ts, wanted, shown }) => [ts !== null, wanted - shown])).toEqual([
      [true, 0],
      [true, 0],
    ])
  })
})

/** Its channel is one of the sandbox. */
async function lumen(db: Db) {
  const all = await company(db)
  for (const id of [social, reviews]) await db.insert(channels).values({ id, workspaceId: 'T1', name: id })
  await storeEnvironment(db, 'T1', { channel: social })
  return all
}

/** Draws what is behind, and what that puts behind, whatever Slack says of it. */
async function drawnFrom(db: Db, around: Outside): Promise<void> {
  for (let time = 0; time < 3; time += 1) {
    // What was sent before cannot come any more.
    await db.execute(sql`update posts set retry_at = null, sending_at = sending_at - interval '31 seconds'`)
    await drawWaiting(db, around)
  }
}

async function drawWaiting(db: Db, around: Outside): Promise<void> {
  const { botToken, apiUrl } = around.sandbox.slack
  const client = clients(botToken, apiUrl).drawing
  const deps = {
    ...{ db, client, networks: new Map(networks.map((one) => [one.name, one])), log: pino({ level: 'silent' }) },
    ...{ now: () => after(1), leads: async () => [], digest: async () => ({ gone: true as const }) },
    ...permalinks(db, 'T1', client),
  }
  for (;;) {
    await db.execute(sql`delete from paces`)
    const leased = await leaseNext(db, 'T1', nine)
    if (!leased) break
    await draw(deps, leased)
  }
}
