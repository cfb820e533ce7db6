import { eq, sql } from 'drizzle-orm'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, channels, posts } from '../../src/db/schema.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { clients } from '../../src/slack/clients.ts'
import { type Draw, draw } from '../../src/slack/draw.ts'
import { leaseNext } from '../../src/slack/lease.ts'
import { notDrawn, ThreadGone } from '../../src/slack/not-drawn.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { move } from '../../src/tickets/move.ts'
import { receive } from '../../src/tickets/receive.ts'
import { cardOf, moveCard } from '../../src/tickets/show-card.ts'
import type { AccountRow, Ticket } from '../../src/tickets/ticket.ts'
import { anyNetwork, type Company, company, message } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { words } from '../desk.ts'
import { type Answer, type Call, type Outside, outside } from '../faults/outside.ts'

const social = 'C0SOCIAL01'
// Slack and the database have clocks of their own: what is written long before its card stands has no entry.
const began = Temporal.Now.instant().round('millisecond')
const after = (minutes: number) => began.add({ minutes })
const posting = ({ path }: Call) => path === '/api/chat.postMessage'
const noThread: Answer = {
  ...{ status: 200, headers: { 'content-type': 'application/json' } },
  body: '{"ok":false,"error":"thread_not_found"}',
}

const slowDown: Answer = {
  ...{ status: 429, headers: { 'content-type': 'application/json', 'retry-after': '1' } },
  body: '{"ok":false,"error":"ratelimited"}',
}

onEveryDatabase('what a customer writes again', (database) => {
  let around: Outside
  let its: Company
  let opened: Ticket
  beforeEach(async () => {
    around = await outside(1000)
    const { db } = database()
    its = await company(db)
    await db.insert(channels).values([
      { id: social, workspaceId: 'T1', name: 'social' },
      { id: 'C0REVIEWS2', workspaceId: 'T1', name: 'reviews' },
    ])
    await db.update(accounts).set({ channelId: social })
    its.account = { ...its.account, channelId: social }
    opened = await says(db, its.account, 'm1', 'First')
    await drawn(db, around)
  })
  afterEach(() => around.close())

  const inThread = async () => (await around.sees()).messages.filter(({ threadTs }) => threadTs)

  test('its entry was taken by Slack and nobody heard: what the customer takes back meanwhile is found, and taken away', async () => {
    const { db } = database()
    await says(db, its.account, 'm2', 'My card number is 4929')
    const mend = around.meddle(posting, unheard)
    await drawn(db, around, 1)
    mend()
    expect(await inThread()).toHaveLength(1)
    await deleteMessage(db, its.account, { ...said, id: 'm2' }, after(5))
    await drawn(db, around)
    expect(await inThread()).toEqual([])
  })

  test('its card was deleted in Slack: it is posted anew, and says all', async () => {
    const { db } = database()
    const deleted = await cardOf(db, opened)
    around.meddle(posting, async ({ body }, passOn) =>
      new URLSearchParams(body).get('thread_ts') === deleted?.ts ? noThread : passOn(),
    )
    await says(db, its.account, 'm2', 'Anybody there?')
    await drawn(db, around)
    const card = await cardOf(db, opened)
    expect(card?.ts).not.toBe(deleted?.ts)
    const standing = (await around.sees()).messages.find(({ ts }) => ts === card?.ts)
    expect(standing && words(standing)).toContain('Anybody there?')
  })

  test('its card has come down before, and is deleted there: the line that it left is not posted again', async () => {
    const { db } = database()
    const first = await cardOf(db, opened)
    if (!first) throw new Error('No card')
    await db.transaction((tx) => moveCard(tx, opened, first, after(5)))
    await drawn(db, around)
    const live = await cardOf(db, opened)
    const standing = async () => (await around.sees()).messages.filter(({ threadTs }) => !threadTs)
    const before = await standing()
    around.meddle(posting, async ({ body }, passOn) =>
      new URLSearchParams(body).get('thread_ts') === live?.ts ? noThread : passOn(),
    )
    await says(db, its.account, 'm2', 'Anybody there?')
    await drawn(db, around)
    expect(await standing()).toHaveLength(before.length + 1)
  })

  test('two were to stand under the card that was deleted: it is posted anew for the first of them, once', async () => {
    const { db } = database()
    await says(db, its.account, 'm2', 'Anybody there?')
    const card = await cardOf(db, opened)
    const [entry] = await db.select().from(posts).where(eq(posts.kind, 'entry'))
    if (!card?.ts || !entry) throw new Error('No entry')
    const another = { ...entry, id: undefined, kind: 'reminder', subject: `${opened.id}/another` }
    await db.insert(posts).values(another)
    await db.update(posts).set({ shown: sql`wanted` }).where(eq(posts.kind, 'card'))
    const leased = async () => {
      await db.execute(sql`delete from paces`)
      const next = await leaseNext(db, 'T1', after(0))
      if (!next) throw new Error('Nothing waits')
      return next
    }
    const [one, two] = [await leased(), await leased()]
    await notDrawn(drawing(db, around), one, new ThreadGone(card.ts))
    await db.update(posts).set({ ts: '1795424999.000100' }).where(eq(posts.kind, 'card'))
    await notDrawn(drawing(db, around), two, new ThreadGone(card.ts))
    expect(await cardOf(db, opened)).toMatchObject({ ts: '1795424999.000100' })
  })

  test('its entry was taken and nobody heard, and its card was deleted since: the entry is no more, and the card stands anew', async () => {
    const { db } = database()
    await says(db, its.account, 'm2', 'Anybody there?')
    const mend = around.meddle(posting, unheard)
    await drawn(db, around, 1)
    mend()
    const deleted = await cardOf(db, opened)
    around.meddle(
      ({ path }) => path === '/api/conversations.replies',
      async () => noThread,
    )
    around.meddle(posting, async ({ body }, passOn) =>
      new URLSearchParams(body).get('thread_ts') === deleted?.ts ? noThread : passOn(),
    )
    await drawn(db, around)
    expect((await cardOf(db, opened))?.ts).not.toBe(deleted?.ts)
  })

  test('its entry was taken and nobody heard, and its card has come down meanwhile: it is found in the old thread', async () => {
    const { db } = database()
    await says(db, its.account, 'm2', 'Again')
    const mend = around.meddle(posting, unheard)
    await drawn(db, around, 1)
    mend()
    const card = await cardOf(db, opened)
    if (!card) throw new Error('No card')
    await db.transaction((tx) => moveCard(tx, opened, card, after(5)))
    await drawn(db, around)
    expect(await inThread()).toMatchObject([{ threadTs: card.ts }])
  })

  test('its entry never reached Slack, and the ticket has moved to another channel: it stands under the card that was there', async () => {
    const { db } = database()
    await says(db, its.account, 'm2', 'Again')
    const mend = around.meddle(posting, async () => 'cut')
    await drawn(db, around)
    mend()
    const card = await cardOf(db, opened)
    await move(db, opened, 'C0REVIEWS2', undefined, after(5))
    await drawn(db, around)
    expect(await inThread()).toMatchObject([{ channel: social, threadTs: card?.ts }])
  })

  test('it was written while Slack took no card for it, and the card is on a roll-up since: no other entry waits for that one', async () => {
    const { db } = database()
    const anna = await refusedMeanwhile(db, around, its.account)
    for (let number = 0; number < 12; number += 1) await from(db, its.account, `c${number}`, 'Me too')
    await says(db, its.account, 'm2', 'Anybody there?')
    await drawnInTime(db, around, 6)
    expect((await cardOf(db, anna))?.rollUpId).not.toBeNull()
    expect((await inThread()).flatMap(quotes)).toEqual(['Anybody there?'])
    expect(await db.select().from(posts).where(sql`wanted > shown and roll_up_id is null`)).toEqual([])
  }, 20_000)

  test('it waits for its card, which Slack does not take for a while: no other entry waits with it', async () => {
    const { db } = database()
    const anna = await refusedMeanwhile(db, around, its.account)
    const card = await cardOf(db, anna)
    await db
      .update(posts)
      .set({ retryAt: sql`clock_timestamp() + interval '1 minute'` })
      .where(eq(posts.id, card?.id ?? 0))
    await says(db, its.account, 'm2', 'Anybody there?')
    await drawnInTime(db, around, 4)
    expect((await inThread()).flatMap(quotes)).toEqual(['Anybody there?'])
  }, 20_000)

  test('an edit came before its message: the message has an entry of its own, and what was said before keeps its own', async () => {
    const { db } = database()
    await editMessage(db, its.account, { ...said, is: 'edit', id: 'm3', text: 'Third' }, after(1))
    await says(db, its.account, 'm2', 'Second')
    await drawn(db, around)
    await says(db, its.account, 'm3', 'Thrd')
    await drawn(db, around)
    expect((await inThread()).map(quotes)).toEqual([['Second'], ['Third']])
    await deleteMessage(db, its.account, { ...said, id: 'm2' }, after(5))
    await drawn(db, around)
    expect((await inThread()).map(quotes)).toEqual([['Third']])
  })

  test('an entry still waits though a later one stands: what comes then has a third', async () => {
    const { db } = database()
    await says(db, its.account, 'm2', 'Second')
    await drawn(db, around)
    await says(db, its.account, 'm3', 'Third')
    await drawn(db, around)
    // As where Slack refused the first again and again while it took the second.
    const [second] = (await inThread()).filter((one) => quotes(one).includes('Second'))
    await db.update(posts).set({ ts: null, sendingAt: null }).where(eq(posts.ts, second?.ts))
    await says(db, its.account, 'm4', 'Fourth')
    await drawn(db, around)
    expect((await inThread()).flatMap(quotes)).toContain('Fourth')
  })
})

const said = { is: 'deletion', account: 'shop', at: undefined } as const

async function says(db: Db, account: AccountRow, id: string, text: string): Promise<Ticket> {
  const ticket = await receive(db, account, anyNetwork, message({ id, text }), after(0))
  if (!ticket) throw new Error(`${id} was not taken`)
  return ticket
}

let letters = 0

async function from(db: Db, account: AccountRow, customer: string, text: string): Promise<Ticket> {
  const said = {
    id: `${customer}${++letters}`,
    conversation: customer,
    customer: { id: customer, name: customer },
    text,
  }
  const ticket = await receive(db, account, anyNetwork, message(said), after(0))
  if (!ticket) throw new Error(`${customer} was not heard`)
  return ticket
}

/** Slack asks to wait with a customer's card, and meanwhile they write again. */
async function refusedMeanwhile(db: Db, around: Outside, account: AccountRow): Promise<Ticket> {
  const mend = around.meddle(posting, async () => {
    await from(db, account, 'anna', 'Hello?')
    return slowDown
  })
  const anna = await from(db, account, 'anna', 'Hello')
  await drawn(db, around, 1)
  mend()
  return anna
}

function quotes(row: object): string[] {
  return [...words(row).matchAll(/^> (.*)$/gm)].map(([, text]) => `${text}`)
}

/** Draws all that is behind, each post at most so often. */
async function drawn(db: Db, around: Outside, times = 3): Promise<void> {
  const deps = drawing(db, around)
  for (let time = 0; time < times; time += 1) {
    const behind = await db.select({ id: posts.id }).from(posts).where(sql`${posts.wanted} > ${posts.shown}`)
    for (const _ of behind) {
      // What was sent before cannot come any more.
      await db.execute(sql`update posts set retry_at = null, sending_at = sending_at - interval '31 seconds'`)
      await db.execute(sql`delete from paces`)
      const leased = await leaseNext(db, 'T1', after(0))
      if (leased) await draw(deps, leased)
    }
  }
}

/** For so many seconds, at Slack's pace. */
async function drawnInTime(db: Db, around: Outside, seconds: number): Promise<void> {
  const deps = drawing(db, around)
  await db.execute(sql`update posts set retry_at = null where retry_at < clock_timestamp() + interval '30 seconds'`)
  await db.execute(sql`delete from paces`)
  for (const until = performance.now() + seconds * 1000; performance.now() < until; ) {
    const leased = await leaseNext(db, 'T1', after(0))
    if (leased) await draw(deps, leased)
    else await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function unheard(_: Call, passOn: () => Promise<Answer>): Promise<'cut'> {
  await passOn()
  return 'cut'
}

function drawing(db: Db, around: Outside): Draw {
  const { botToken, apiUrl } = around.sandbox.slack
  return {
    ...{ db, networks: new Map([['custom', custom]]), now: () => after(0), log: pino({ level: 'silent' }) },
    client: clients(botToken, apiUrl).drawing,
    leads: async () => [],
    permalink: async () => undefined,
    cardLink: async () => undefined,
    digest: async () => ({ gone: true }),
  }
}
