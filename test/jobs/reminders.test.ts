import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, channels, posts, tickets } from '../../src/db/schema.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { note } from '../../src/tickets/note.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { snooze } from '../../src/tickets/snooze.ts'
import type { Agent, Ticket } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { type Heard, hear, reads } from './channel.ts'

onEveryDatabase('reminders', (database) => {
  const at = (minutes: number) => hear(database().db, after(minutes))
  const set = (team: object) => storeTeam(database().db, 'T1', settingsSchema.parse(team), after(-50))
  const answer = async (
    open: Ticket,
    by: Agent,
    minutes: number,
    next: Parameters<typeof reply>[2]['next'] = 'their turn',
  ) => {
    const draft = { text: 'It left today.', place: 'private' as const, next, submission: `${open.id}/${minutes}` }
    const { db } = database()
    const queued = await reply(db, open, { ...draft, seen: 0, evenIfTaken: true }, by, after(minutes))
    await settle(db, queued.id, { sent: { id: `r${queued.id}` } }, after(minutes))
  }

  test('a ticket nobody has: the channel is told at half time, those on duty near the promise, the leads once late', async () => {
    const { account } = await company(database().db)
    await ticket(database().db, account)
    expect(told(await at(0))).toEqual([])
    expect(told(await at(30))).toEqual(['needs someone: Needs someone: 1 ticket, the first is due at 10:00.'])
    expect(told(await at(44))).toEqual([])
    expect(told(await at(45))).toEqual(['needs someone: <@U1> Needs someone: 1 ticket, the first is due at 10:00.'])
    expect(told(await at(60))).toEqual([])
    expect(told(await at(61))).toEqual(['late: <@U1> 1 ticket is late. The oldest waits 1 h 1 min.'])
    expect(told(await at(300))).toEqual([])
  })

  test('the owner is called once before and once after the promise, and the ticket is then offered again', async () => {
    const { account, alan } = await company(database().db)
    const open = await ticket(database().db, account)
    await claim(database().db, open, alan, after(1))
    expect(told(await at(45))).toEqual([
      'reminder: <@U2> Mira Petrova has waited 45 min. Reply by 10:00 to keep the promise of 1 hour.',
    ])
    expect(told(await at(61))).toEqual([
      'late: <@U1> 1 ticket is late. The oldest waits 1 h 1 min.',
      'reminder: <@U2> Mira Petrova has waited 1 h 1 min. The promise was 10:00. This is late.',
    ])
    expect(told(await at(180))).toEqual([])
    expect(told(await at(182))).toEqual([
      'needs someone: <@U1> Needs someone: 1 ticket, the first was due at 10:00.',
      'reminder: <@U2> Mira Petrova still waits, so this is offered to everybody again. Claim it if you are on it.',
    ])
    const [released] = await database().db.select().from(tickets)
    expect(released?.claimedBy).toBe(null)
    expect(told(await at(400))).toEqual([])
  })

  test('what a late owner does puts off that it is offered again, from that very moment', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    const taken = await claim(db, await ticket(db, account), alan, after(1))
    await at(61)
    await note(db, taken, { text: 'Asked the warehouse.' }, alan, after(100))
    const [waiting] = await db.select().from(tickets)
    expect(waiting?.nextDueAt).toEqual(after(220))
    expect(told(await at(182))).toEqual([])
    expect(told(await at(221))).toContain(
      'reminder: <@U2> Mira Petrova still waits, so this is offered to everybody again. Claim it if you are on it.',
    )
  })

  test('an answer that arrived says nothing more', async () => {
    const { account, alan } = await company(database().db)
    const open = await ticket(database().db, account)
    await answer(open, alan, 40)
    expect(told(await at(400))).toEqual([])
  })

  test('the leads get one list for all channels, at most every 15 minutes', async () => {
    const { db } = database()
    const { account } = await company(db)
    await db.insert(channels).values({ id: 'C2', workspaceId: 'T1', name: 'reviews' })
    await ticket(db, account)
    await at(30)
    await at(45)
    expect(late(await at(61))).toEqual(['<@U1> 1 ticket is late. The oldest waits 1 h 1 min.'])
    await db.update(accounts).set({ channelId: 'C2' }).where(eq(accounts.id, account.id))
    await ticket(db, { ...account, channelId: 'C2' }, { conversation: 'ben', customer: { id: 'ben' }, at: after(3) })
    expect(late(await at(64))).toEqual([])
    expect(late(await at(75))).toEqual([])
    const heard = await at(76)
    expect(late(heard)).toEqual(['<@U1> 2 tickets are late. The oldest waits 1 h 16 min.'])
    expect(heard.find(({ kind }) => kind === 'late')?.channelId).toBe('C1')
  })

  test('a lead sets when the channel is told, and what is said keeps to it', async () => {
    const { db } = database()
    const { account } = await company(db)
    await set({
      reminders: {
        steps: [
          { ticket: 'unclaimed', at: '20%', tell: 'channel' },
          { at: '150%', tell: 'leads' },
        ],
      },
    })
    await ticket(db, account)
    expect(told(await at(12))).toEqual(['needs someone: Needs someone: 1 ticket, the first is due at 10:00.'])
    expect(told(await at(89))).toEqual([])
    expect(told(await at(91))).toEqual(['late: <@U1> 1 ticket is late. The oldest waits 1 h 31 min.'])
  })

  test('fifteen minutes before the network’s window closes the owner is told, whatever the promise', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await set({ targets: [{ firstReply: '8h' }] })
    const open = await ticket(db, account, { replyUntil: after(180) })
    await claim(db, open, alan, after(1))
    expect(told(await at(164))).toEqual([])
    expect(told(await at(165))).toEqual([
      'reminder: <@U2> Custom lets us answer Mira Petrova only until 12:00. Reply before that.',
    ])
    expect(told(await at(179))).toEqual([])
  })

  test('of a ticket nobody has, those on duty are told that the window closes', async () => {
    const { db } = database()
    const { account } = await company(db)
    await set({ targets: [{ firstReply: '8h' }] })
    await ticket(db, account, { replyUntil: after(180) })
    expect(told(await at(165))).toEqual(['needs someone: <@U1> Needs someone: 1 ticket, the first is due at 12:00.'])
  })

  test('“I’ll come back” is said at its time, once, and stays on the card until it is kept', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    const open = await ticket(db, account)
    await answer(open, alan, 10, { comeBackAt: after(70) })
    expect(told(await at(69))).toEqual([])
    expect(told(await at(70))).toEqual(['reminder: <@U2> You promised Mira Petrova to come back by 10:10.'])
    expect(told(await at(90))).toEqual([])
    expect(await reads(db, 'card', after(90))).toContain('Late since 10:10')
    await answer(open, alan, 95)
    await at(96)
    expect(await reads(db, 'card', after(96))).not.toContain('come back')
  })

  test('what fell due during a day without Roost is one summary, that calls each owner once', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    for (const index of Array.from({ length: 20 }, (_, number) => number)) {
      const open = await ticket(db, account, { conversation: `c${index}`, customer: { id: `c${index}` } })
      await claim(db, open, index % 2 ? grace : alan, after(1))
    }
    await at(2)
    const heard = await at(24 * 60)
    expect(told(heard)).toEqual([
      'late: <@U1> 20 tickets are late. The oldest waits 1 day.',
      'meanwhile: <@U2> <@U1> While Roost was away, 20 tickets fell due: Alan 10, Grace 10. The first was due at 2026-11-23 10:00.',
    ])
    expect(told(await at(24 * 60 + 30))).toEqual([])
    const free = (await db.select().from(tickets)).filter(({ claimedBy }) => claimedBy === null)
    expect(free).toEqual([])
  })

  test('the time that makes a ticket free again counts from when its owner was told', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await claim(db, await ticket(db, account), alan, after(1))
    await at(24 * 60)
    expect(told(await at(26 * 60 - 1))).toEqual([])
    expect(told(await at(26 * 60 + 1)).at(-1)).toMatch(/^reminder: <@U2> Mira Petrova still waits/)
  })

  test('a clock that jumps back says nothing twice, and what is new is still said', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await claim(db, await ticket(db, account), alan, after(1))
    for (const minutes of [45, 61]) await at(minutes)
    expect(told(await at(10))).toEqual([])
    await ticket(db, account, { conversation: 'ben', customer: { id: 'ben' }, at: after(-55) })
    expect(late(await at(10))).toEqual(['<@U1> 1 ticket is late, 1 ticket is due soon. The oldest waits 1 h 5 min.'])
    expect(called(await at(61))).toEqual([])
  })

  test('outside opening hours it is quiet; the morning tells', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await set(office)
    const evening = 7 * 60 + 20
    await claim(db, await ticket(db, account, { at: after(evening) }), alan, after(evening))
    const unclaimed = { conversation: 'ben', customer: { id: 'ben' }, at: after(evening) }
    await ticket(db, account, unclaimed)
    expect(told(await at(evening + 20))).toEqual([])
    expect(told(await at(evening + 30))).toEqual([
      'needs someone: Needs someone: 1 ticket, the first is due at 2026-11-24 09:20.',
    ])
    for (const hour of [9, 12, 15, 20, 23]) expect(told(await at(hour * 60))).toEqual([])
    expect(told(await at(24 * 60 + 16))).toHaveLength(2)
  })

  test('a list that had to wait calls nobody after closing time, but in the morning', async () => {
    const { db } = database()
    const { account } = await company(db)
    await set(office)
    const before = (minutes: number) => 8 * 60 - minutes
    await ticket(db, account, { at: after(before(51)) })
    await ticket(db, account, { conversation: 'ben', customer: { id: 'ben' }, at: after(before(47)) })
    await at(before(21))
    expect(called(await at(before(6)))).toEqual(['U1'])
    expect(called(await at(before(2)))).toEqual([])
    expect(called(await at(before(-10)))).toEqual([])
    expect(called(await at(24 * 60))).toEqual(['U1'])
  })

  test('what a lead marks as always is said at night too', async () => {
    const { db } = database()
    const { account } = await company(db)
    await set({ ...office, reminders: { steps: [{ at: '50%', tell: 'leads', always: true }] } })
    const evening = 7 * 60 + 30
    await ticket(db, account, { at: after(evening) })
    expect(told(await at(8 * 60))).toEqual(['late: <@U1> 1 ticket is due soon. The oldest waits 30 min.'])
  })

  test('snoozed until the customer answers, a ticket is quiet; but the leads see that it is late', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    const open = await ticket(db, account)
    await claim(db, open, alan, after(1))
    await snooze(db, open, null, alan, after(2))
    expect(told(await at(300)).map((line) => line.split(':')[0])).toEqual(['late'])
    await receive(db, account, anyNetwork, message({ at: after(301) }), after(301))
    const [woken] = await db.select().from(tickets)
    expect(woken?.snoozedAt).toBe(null)
  })

  test('a ticket is promised a solution, and that is reminded as the others', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await set({ targets: [{ firstReply: '1h', resolution: '4h' }] })
    const open = await ticket(db, account)
    await answer(open, alan, 10)
    // Her turn from 9:10 to 11:10 does not count, so 13:00 becomes 15:00.
    await receive(db, account, anyNetwork, message({ at: after(130) }), after(130))
    expect(told(await at(130)).filter((line) => !line.startsWith('entry'))).toEqual([])
    expect(await reads(db, 'card', after(131))).toContain('Solve by 15:00')
    expect(told(await at(300))).toEqual([
      'reminder: <@U2> Solve this for Mira Petrova by 15:00 to keep the promise of 4 hours.',
    ])
    expect(told(await at(361))).toEqual([
      'late: <@U1> 1 ticket is late. The oldest waits 3 h 51 min.',
      'reminder: <@U2> Mira Petrova was promised a solution by 15:00. This is late.',
    ])
  })

  test('the earlier of promise and window counts, and the card shows both', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { replyUntil: after(40) })
    await at(1)
    expect(await reads(db, 'card', after(1))).toContain('Reply by 09:40, before the window closes · promised by 10:00')
    await ticket(db, account, { conversation: 'ben', customer: { id: 'ben' }, replyUntil: after(400) })
    await at(2)
    expect(await reads(db, 'card', after(2))).toContain('Reply by 10:00 · Custom lets us answer until 15:40')
  })

  test('the card changes its words at three quarters and once late, whoever is told', async () => {
    const { db } = database()
    const { account } = await company(db)
    await set({ reminders: { steps: [] } })
    await ticket(db, account)
    await at(1)
    const drawnAnew = async (minutes: number) => {
      const [before] = await db.select().from(posts)
      await at(minutes)
      const [card] = await db.select().from(posts)
      return card?.wanted !== before?.wanted
    }
    expect(await drawnAnew(44)).toBe(false)
    expect(await drawnAnew(45)).toBe(true)
    expect(await reads(db, 'card', after(45))).toContain('*Due soon: 10:00*')
    expect(await drawnAnew(60)).toBe(false)
    expect(await drawnAnew(61)).toBe(true)
    expect(await reads(db, 'card', after(61))).toContain('*Late since 10:00*')
    expect(await drawnAnew(300)).toBe(false)
  })

  test('thanks after a close call nobody, and stand on the card with Reopen', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    const open = await ticket(db, account)
    await at(0)
    await answer(open, alan, 10)
    await close(db, open, 'resolved', alan, after(11))
    await at(12)
    await receive(db, account, anyNetwork, message({ text: 'Danke!!', at: after(13) }), after(13))
    expect(told(await at(14))).toEqual([])
    const card = await reads(db, 'card', after(14))
    expect(card).toContain('Mira Petrova said thanks. _Danke!!_')
    expect(card).toContain('Reopen')
  })

  test('after 72 hours of silence a ticket closes by itself, and does not count as resolved', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    const open = await ticket(db, account)
    await answer(open, alan, 10)
    await at(72 * 60 + 9)
    expect((await db.select().from(tickets))[0]?.closedAt).toBe(null)
    await at(72 * 60 + 10)
    expect((await db.select().from(tickets))[0]).toMatchObject({ closedAs: 'customer silent', closedBy: null })
    expect(await reads(db, 'card', after(72 * 60 + 11))).toContain('closed by itself')
  })
})

const office = {
  schedules: [{ name: 'Office', zone: 'UTC', hours: { 'mon-fri': ['09:00-17:00'] } }],
  targets: [{ firstReply: '1h', schedule: 'Office' }],
}

/** Cards aside: what is said besides them, with the names it calls. */
function told(heard: Heard[]): string[] {
  return heard.filter(({ kind }) => kind !== 'card').map(({ kind, says }) => `${kind}: ${says}`)
}

function called(heard: Heard[]): string[] {
  return heard.flatMap(({ mentions }) => mentions)
}

function late(heard: Heard[]): string[] {
  return heard.filter(({ kind }) => kind === 'late').map(({ says }) => says)
}
