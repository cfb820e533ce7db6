import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { agents, tickets } from '../../src/db/schema.ts'
import { goAway } from '../../src/tickets/away.ts'
import { close } from '../../src/tickets/close.ts'
import { handOver } from '../../src/tickets/hand-over.ts'
import { openOf } from '../../src/tickets/open-of.ts'
import { claimNext } from '../../src/tickets/queue.ts'
import { receive } from '../../src/tickets/receive.ts'
import { Refusal } from '../../src/tickets/refusal.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { type AccountRow, type Agent, conversationOf } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, ticket } from '../company.ts'
import { onServer } from '../database.ts'
import { hearCalls } from './channel.ts'

onServer('a morning of 60 tickets and 3 agents', (database) => {
  test.each([
    ['comes evenly over three hours', (index: number) => index * 3],
    ['has all come in the first ten minutes', (index: number) => index / 6],
  ])(
    'that %s calls each of them at most 15 times, and everybody is answered',
    async (_, arrival) => {
      const { db } = database()
      const { account, grace, alan } = await company(db)
      const [ana] = await db.insert(agents).values({ workspaceId: 'T1', slackId: 'U3', name: 'Ana' }).returning()
      if (!ana) throw new Error('No Ana')
      const calls = await morning(
        db,
        account,
        [grace, alan, ana],
        Array.from({ length: 60 }, (_, index) => arrival(index)),
      )
      for (const { slackId } of [grace, alan, ana]) expect(calls.get(slackId ?? '') ?? 0).toBeLessThanOrEqual(15)
      expect([...calls.values()].some((count) => count > 0)).toBe(true)
      const open = (await db.select().from(tickets)).filter(({ closedAt }) => !closedAt)
      expect(open).toEqual([])
    },
    120_000,
  )

  test('with a third of praise, two storms and somebody who leaves at noon: at most 15 calls each, and 3 presses a ticket', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const [ana] = await db.insert(agents).values({ workspaceId: 'T1', slackId: 'U3', name: 'Ana' }).returning()
    if (!ana) throw new Error('No Ana')
    const storm = (minute: number) => Array.from({ length: 15 }, () => minute)
    const calm = Array.from({ length: 30 }, (_, index) => index * 6)
    const arrivals = [...calm, ...storm(20), ...storm(100)]
    const day = await dayOf(db, account, [grace, alan, ana], arrivals)
    for (const { slackId } of [grace, alan, ana]) expect(day.calls.get(slackId ?? '') ?? 0).toBeLessThanOrEqual(15)
    expect(day.presses / arrivals.length).toBeLessThanOrEqual(3.1)
    expect(day.calls.get('U1')).toBeGreaterThan(0)
    expect((await db.select().from(tickets)).filter(({ closedAt }) => !closedAt)).toEqual([])
    expect(day.handedOver).toBeGreaterThan(0)
  }, 120_000)
})

const NOON = 105

/** Like and Close · Claim, Reply, Send with Done · /roost away, Hand Over…, its Submit: what each costs in presses. */
const PRESSES = { praise: 1, answer: 4, leave: 3 }

/**
 * Each agent works on two at once; one in four customers writes once more meanwhile. Praise, every third ticket, is closed in one press. Ana leaves at noon,
 * hands over what she has, and nobody calls her afterwards.
 */
async function dayOf(db: Db, account: AccountRow, people: Agent[], arrivals: number[]) {
  const calls = new Map<string, number>()
  const works: { by: Agent; id: number; until: number }[] = []
  const ana = people.at(-1)
  let presses = 0
  let handedOver = 0
  for (let minute = 0; minute < 180 || works.length > 0; minute++) {
    const now = after(minute)
    for (const [index, arrival] of arrivals.entries())
      if (arrival === minute) {
        const text = index % 3 === 0 ? 'I love my mug!' : 'Where is my order?'
        await ticket(db, account, { conversation: `c${index}`, customer: { id: `c${index}` }, text, at: now })
      }
    if (minute === NOON && ana) {
      const mine = await openOf(db, ana)
      await goAway(db, ana, null, now)
      const [to] = people
      if (to && mine.length) await handOver(db, { tickets: mine, to, word: 'Noon!', submission: 'V1' }, ana, now)
      for (const work of works) if (work.by === ana && to) work.by = to
      presses += PRESSES.leave
      handedOver = mine.length
    }
    const here = people.filter((one) => one !== ana || minute < NOON)
    for (const by of [...here.slice(minute % here.length), ...here.slice(0, minute % here.length)]) {
      for (const { id } of works.filter((one) => one.by === by && one.id % 4 === 0 && minute === one.until - 2))
        await writeAgain(db, account, id, minute)
      for (const work of works.filter((one) => one.by === by && minute >= one.until)) {
        await answerAndClose(db, work.id, by, now)
        works.splice(works.indexOf(work), 1)
        presses += PRESSES.answer
      }
      while (works.filter((one) => one.by === by).length < 2) {
        const taken = await claimNext(db, 'T1', undefined, by, now).catch(nobodyWaits)
        if (!taken) break
        const [said] = await conversationOf(db, taken)
        if (said?.text.includes('love')) {
          await close(db, taken, 'no reply needed', by, now)
          presses += PRESSES.praise
        } else works.push({ by, id: taken.id, until: minute + 8 + (taken.id % 7) })
      }
    }
    for (const { mentions } of await hearCalls(db, now))
      for (const id of mentions) calls.set(id, (calls.get(id) ?? 0) + 1)
  }
  return { calls, presses, handedOver }
}

function nobodyWaits(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error
}

/** Each agent takes the next ticket, answers in 5 to 11 minutes and closes it; one in four customers writes once more meanwhile. */
async function morning(db: Db, account: AccountRow, people: Agent[], arrivals: number[]): Promise<Map<string, number>> {
  const calls = new Map<string, number>()
  const busy = new Map<Agent, { id: number; until: number; again: boolean }>()
  for (let minute = 0; minute < 180 || busy.size > 0; minute++) {
    const now = after(minute)
    for (const [index, arrival] of arrivals.entries())
      if (arrival > minute - 1 && arrival <= minute)
        await ticket(db, account, { conversation: `c${index}`, customer: { id: `c${index}` }, at: now })
    for (const [place, agent] of people.entries()) {
      const work = busy.get(agent)
      if (work?.again && minute === work.until - 2) await writeAgain(db, account, work.id, minute)
      if (work && minute >= work.until) {
        await answerAndClose(db, work.id, agent, now)
        busy.delete(agent)
      }
      if (busy.has(agent)) continue
      const taken = await claimNext(db, 'T1', undefined, agent, now).catch(nobodyWaits)
      if (taken)
        busy.set(agent, { id: taken.id, until: minute + 5 + ((taken.id + place) % 7), again: taken.id % 4 === 0 })
    }
    for (const { mentions } of await hearCalls(db, now))
      for (const id of mentions) calls.set(id, (calls.get(id) ?? 0) + 1)
  }
  return calls
}

async function writeAgain(db: Db, account: AccountRow, id: number, minute: number): Promise<void> {
  const [open] = await db.select().from(tickets).where(eq(tickets.id, id))
  if (!open) return
  const again = { conversation: open.conversation, customer: { id: open.conversation }, at: after(minute) }
  await receive(db, account, anyNetwork, message(again), after(minute))
}

async function answerAndClose(db: Db, id: number, by: Agent, now: Temporal.Instant): Promise<void> {
  const [open] = await db.select().from(tickets).where(eq(tickets.id, id))
  if (!open) return
  const draft = { text: 'It left today.', place: 'private' as const, next: 'their turn' as const, submission: `${id}` }
  const queued = await reply(db, open, { ...draft, seen: 0, evenIfTaken: false }, by, now)
  await settle(db, queued.id, { sent: { id: `r${queued.id}` } }, now)
  await close(db, open, 'resolved', by, now)
}
