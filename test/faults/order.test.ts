import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, customers, episodes, messages, tickets } from '../../src/db/schema.ts'
import { intake } from '../../src/inbound/intake.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { type Chance, chance, rounds } from './chance.ts'

const PEOPLE = ['mira', 'kenji', 'tomas', 'sofia', 'aylin', 'lukas', 'chloe', 'diego', 'wei', 'noor']
const IN_LANGUAGES = ['Wo bleibt meine Bestellung?', 'Sorry, where is my order please?', 'Где мой заказ?']
const DELIVERIES = rounds(200)

onEveryDatabase('deliveries in any order', (database) => {
  test('shuffled, and every fifth of them twice, they come to the same as in order', async () => {
    const by = chance('order')
    const { db } = database()
    const inOrder = story(by)
    const repeats = by.shuffled(inOrder).slice(0, inOrder.length / 5)

    const first = await company(db)
    await takeIn(db, first.account, inOrder)
    const expected = await outcome(db, first.account.id)
    const shop = { ...first.account, id: undefined, networkId: 'other', name: 'Lumen, again' }
    const [other] = await db.insert(accounts).values(shop).returning()
    if (!other) throw new Error('No account')
    await takeIn(db, other, by.shuffled([...inOrder, ...repeats]))

    expect(await outcome(db, other.id)).toEqual(expected)
    expect(expected.messages.length).toBeGreaterThan(DELIVERIES / 3)
  }, 300_000)
})

/** A day of ten customers: they write, change and take back; now and then somebody answers in the shop itself. */
function story(by: Chance): string[] {
  const said: { id: string; customer: string; text: string; place: string }[] = []
  return Array.from({ length: DELIVERIES }, (_, number) => {
    const sent = nine.add({ seconds: number * 10 })
    const sent_at = sent.toString()
    const kind = by.number(10)
    const earlier = said.length ? by.oneOf(said) : undefined
    const event = (type: string, data: object) => JSON.stringify({ type, data: { ...data, sent_at } })
    if (earlier && kind < 2) {
      const text = by.oneOf([earlier.text, `${earlier.text}!`, 'Never mind', `Changed ${number}`, ...IN_LANGUAGES])
      return event('message.updated', { id: earlier.id, text })
    }
    if (earlier && kind === 2) {
      said.splice(said.indexOf(earlier), 1)
      return event('message.deleted', { id: earlier.id })
    }
    if (earlier && kind === 3) {
      const answer = { id: `a${number}`, text: `Answer ${number}`, customer: { id: earlier.customer }, outbound: true }
      return event('message.created', { ...answer, ...spot(earlier), in_reply_to: earlier.id, agent: { name: 'Ana' } })
    }
    const one = {
      id: `m${number}`,
      customer: by.oneOf(PEOPLE),
      text: by.oneOf([`Question ${number}`, ...IN_LANGUAGES]),
      place: by.oneOf(['public', 'private']),
    }
    said.push(one)
    return event('message.created', {
      ...{
        ...one,
        ...spot(one),
        customer: called(one.customer, number),
        reply_until: sent.add({ hours: 48 }).toString(),
      },
      ...(by.number(20) ? {} : { priority: by.oneOf(['high', 'urgent']) }),
    })
  })
}

/** In public all write under one post. */
function spot({ place, customer }: { place: string; customer: string }) {
  return { place, conversation_id: place === 'public' ? 'post' : customer }
}

/** Who marries, moves or tires of a name is called something else from then on. */
function called(id: string, number: number) {
  return { id, name: `${id} the ${Math.floor(number / 25)}.`, handle: `${id}.${number % 7}` }
}

type AccountRow = Awaited<ReturnType<typeof company>>['account']

async function takeIn(db: Db, row: AccountRow, deliveries: string[]): Promise<void> {
  const account = { networkId: row.networkId, name: row.name, credentials: {}, options: {} }
  const deps = {
    db,
    network: custom,
    accountOf: async () => ({ row, account, network: custom, calledFor: ['custom'] }),
    refused: async () => {},
    now: () => nine.add({ hours: 24 }),
  }
  for (const body of deliveries) await intake(deps, { body, account: row.networkId })
}

async function outcome(db: Db, accountId: number) {
  const rows = await db
    .select({ message: messages, customer: customers.networkId })
    .from(messages)
    .leftJoin(tickets, eq(tickets.id, messages.ticketId))
    .leftJoin(customers, eq(customers.id, tickets.customerId))
    .where(eq(messages.accountId, accountId))
    .orderBy(asc(messages.networkId))
  const stand = await db
    .select({ ticket: tickets, customer: customers.networkId })
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .where(eq(tickets.accountId, accountId))
    .orderBy(asc(customers.networkId), asc(tickets.place))
  const waited = await db.select().from(episodes).orderBy(asc(episodes.startedAt))
  // A turn goes on from what began it, and was taken back later; what was taken back before we heard of it begins none.
  const tookBack = new Set(rows.flatMap(({ message }) => (message.deletedAt ? [message.ticketId] : [])))
  const people = await db.select().from(customers).where(eq(customers.accountId, accountId))
  return {
    customers: people.map(({ networkId, name, handle }) => `${networkId}: ${name} @${handle}`).toSorted(),
    messages: rows.map(
      ({ message: { networkId, author, text, direction, at, editedAt, deletedAt, sentAt }, customer }) => ({
        ...{
          networkId,
          direction,
          customer,
          author,
          text,
          at: `${at}`,
          edited: deletedAt ? '' : `${editedAt}`,
          deleted: `${deletedAt}`,
        },
        sent: `${sentAt}`,
      }),
    ),
    tickets: stand.map(({ ticket, customer }) => ({
      ...{
        customer,
        place: ticket.place,
        language: ticket.language,
        priority: ticket.priority,
        open: ticket.closedAt === null,
      },
      ...{
        openedAt: `${ticket.openedAt}`,
        firstReplyAt: `${ticket.firstReplyAt}`,
        windowUntil: `${ticket.windowUntil}`,
      },
      turns: waited
        .filter(({ ticketId, endedAt }) => ticketId === ticket.id && (!endedAt || !tookBack.has(ticketId)))
        .map((turn) => (tookBack.has(ticket.id) ? 'runs' : told(turn))),
    })),
  }
}

function told({ metric, startedAt, dueAt, endedAt, endedAs }: typeof episodes.$inferSelect): string {
  return `${metric} since ${startedAt}, promised for ${dueAt}, ${endedAt ? `${endedAs} at ${endedAt}` : 'runs'}`
}
