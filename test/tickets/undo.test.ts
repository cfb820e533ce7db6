import { expect, test } from 'vitest'
import { episodes, tickets } from '../../src/db/schema.ts'
import { figures } from '../../src/stats/figures.ts'
import { assign } from '../../src/tickets/assign.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { release } from '../../src/tickets/release.ts'
import { reopen } from '../../src/tickets/reopen.ts'
import { snooze } from '../../src/tickets/snooze.ts'
import { tag } from '../../src/tickets/tag.ts'
import type { Agent, Ticket } from '../../src/tickets/ticket.ts'
import { lastDone, type Undoable, undo } from '../../src/tickets/undo.ts'
import { after, company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('undo', (database) => {
  async function taken(): Promise<{ open: Ticket; grace: Agent; alan: Agent }> {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    return { open: await claim(db, await ticket(db, account), grace, after(1)), grace, alan }
  }
  const takeBack = async (open: Ticket, what: Undoable, by: Agent, minutes: number) =>
    undo(database().db, open, (await lastDone(database().db, open, what, by)) ?? 0, by, after(minutes))
  const row = async () => (await database().db.select().from(tickets))[0]

  test('a close counts as never done: its turn runs on, and what was pending is again', async () => {
    const { db } = database()
    const { open, grace } = await taken()
    await snooze(db, open, after(200), grace, after(2))
    await close(db, open, 'no reply needed', grace, after(5))
    await takeBack(open, 'ticket.closed', grace, 9)
    expect(await row()).toMatchObject({ closedAt: null, closedAs: null, reopenedAt: null, claimedBy: grace.id })
    expect((await row())?.snoozedUntil?.toString()).toBe(after(200).toString())
    const [turn] = await db.select().from(episodes)
    expect([turn?.endedAt, turn?.dueAt?.toString()]).toEqual([null, after(60).toString()])
    const counted = await figures(db, { workspaceId: 'T1', ranges: [{ from: nine, to: after(60) }] }, after(10))
    expect([counted.reopened, counted.excused, counted.waiting]).toEqual([0, 0, 1])
  })

  test('a tag gives back the tags and the priority of before', async () => {
    const { db } = database()
    const { open, grace } = await taken()
    await tag(db, open, { tags: ['refund'], priority: 'normal' }, grace, after(2))
    await tag(db, open, { tags: ['late delivery'], priority: 'urgent' }, grace, after(3))
    await takeBack(open, 'ticket.tagged', grace, 4)
    expect(await row()).toMatchObject({ tags: ['refund'], priority: 'normal' })
  })

  test('a release gives it back, since when it was theirs', async () => {
    const { db } = database()
    const { open, grace } = await taken()
    await release(db, open, grace, after(3))
    await takeBack(open, 'ticket.released', grace, 4)
    const now = await row()
    expect([now?.claimedBy, now?.claimedAt?.toString()]).toEqual([grace.id, after(1).toString()])
  })

  test('is refused kindly when something has become of it since', async () => {
    const { db } = database()
    const { open, grace, alan } = await taken()
    await tag(db, open, { tags: ['refund'], priority: 'normal' }, grace, after(1))
    await tag(db, open, { tags: ['login'], priority: 'normal' }, alan, after(1))
    await expect(takeBack(open, 'ticket.tagged', grace, 2)).rejects.toThrow('have been changed since')
    await release(db, open, grace, after(2))
    await assign(db, open, alan, alan, after(2))
    await expect(takeBack(open, 'ticket.released', grace, 3)).rejects.toThrow('Alan took this 1 min ago.')
    await close(db, open, 'resolved', alan, after(3))
    await reopen(db, open, grace, after(4))
    await expect(takeBack(open, 'ticket.closed', alan, 5)).rejects.toThrow('It has been reopened since.')
    await close(db, open, 'spam', grace, after(5))
    await expect(takeBack(open, 'ticket.closed', alan, 5)).rejects.toThrow('It has been reopened since.')
  })

  test('is for five minutes, and for what one did oneself', async () => {
    const { db } = database()
    const { open, grace, alan } = await taken()
    await close(db, open, 'resolved', grace, after(2))
    const event = (await lastDone(db, open, 'ticket.closed', grace)) ?? 0
    await expect(undo(db, open, event, alan, after(3))).rejects.toThrow('nothing of yours to undo')
    await expect(undo(db, open, event, grace, after(7.1))).rejects.toThrow('more than 5 minutes ago')
    await undo(db, open, event, grace, after(7))
    await expect(undo(db, open, event, grace, after(7))).rejects.toThrow('It has been reopened since.')
  })
})
