import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { importHistory } from '../../src/cli/import-history.ts'
import { agents, customers, episodes, events, messages, posts, tickets } from '../../src/db/schema.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company } from '../stats/company.ts'
import { run } from './terminal.ts'

const now = at('2026-11-20T12:00:00Z')
const mira = { id: 'm1', name: 'Mira' }
const line = (changes: object) => JSON.stringify({ account: 'shop', text: 'Where is it?', customer: mira, ...changes })
const conversation = [
  line({ id: '1', sent_at: '2026-11-02T09:00:00Z', tags: ['late delivery'] }),
  line({ id: '2', sent_at: '2026-11-02T09:05:00Z' }),
  line({ id: '3', sent_at: '2026-11-02T09:30:00Z', outbound: true, agent: { name: 'Grace' } }),
  line({ id: '4', sent_at: '2026-11-02T11:00:00Z' }),
  line({ id: '5', sent_at: '2026-11-02T12:30:00Z', outbound: true, agent: { name: 'Lin' }, tags: ['refund'] }),
  line({ id: '6', sent_at: '2026-11-02T13:00:00Z', text: 'Thanks!', closed_at: '2026-11-02T14:00:00Z' }),
]

onEveryDatabase('history from another tool', (database) => {
  const bring = (input: string[], args: string[] = []) =>
    run(importHistory, { db: database().db, workspaceId: 'T1', now }, args, input)
  const turns = async () => {
    const rows = await database().db.select().from(episodes).orderBy(asc(episodes.startedAt), asc(episodes.id))
    return rows.map(({ metric, startedAt, dueAt, endedAt, endedAs, agentId }) =>
      `${metric} ${startedAt} due ${dueAt} ${endedAs ?? 'waiting'} ${endedAt ?? ''} ${agentId ?? ''}`.trim(),
    )
  }

  test('a conversation becomes a ticket with the turns of waiting it had', async () => {
    const { db } = database()
    const { grace } = await company(db)
    const { code, out, err } = await bring(conversation)
    expect([code, out, err]).toEqual([0, ['6 of 6 lines brought in.'], []])
    const [ticket, ...more] = await db.select().from(tickets)
    expect(more).toEqual([])
    expect(ticket).toMatchObject({
      ...{ id: 1001, history: true, place: 'private', conversation: 'm1', tags: ['late delivery', 'refund'] },
      ...{ claimedBy: grace.id, closedAs: 'resolved', channelId: 'C2T1' },
    })
    expect(`${ticket?.openedAt} ${ticket?.firstReplyAt} ${ticket?.closedAt}`).toBe(
      '2026-11-02T09:00:00Z 2026-11-02T09:30:00Z 2026-11-02T14:00:00Z',
    )
    const [lin] = await db.select().from(agents).where(eq(agents.name, 'Lin'))
    expect(await turns()).toEqual([
      `first reply 2026-11-02T09:00:00Z due 2026-11-02T10:00:00Z replied 2026-11-02T09:30:00Z ${grace.id}`,
      `next reply 2026-11-02T11:00:00Z due 2026-11-02T12:00:00Z replied 2026-11-02T12:30:00Z ${lin?.id}`,
      'next reply 2026-11-02T13:00:00Z due 2026-11-02T14:00:00Z closed 2026-11-02T14:00:00Z',
    ])
  })

  test('a customer keeps the name that any of the lines tells', async () => {
    const { db } = database()
    await company(db)
    await bring([line({ id: '1' }), line({ id: '2', customer: { id: 'm1' } })])
    await bring([line({ id: '3', customer: { id: 'm1', handle: 'mira.p' } })])
    expect(await db.select().from(customers)).toMatchObject([{ networkId: 'm1', name: 'Mira', handle: 'mira.p' }])
  })

  test('makes no card, no reminder and no event', async () => {
    const { db } = database()
    await company(db)
    await bring(conversation)
    expect([await db.select().from(posts), await db.select().from(events)]).toEqual([[], []])
    expect((await db.select().from(tickets))[0]?.nextDueAt).toBeNull()
  })

  test('the same file again, and any order of lines, leave the same', async () => {
    const { db } = database()
    await company(db)
    await bring(conversation)
    const [ticket] = await db.select().from(tickets)
    const before = await turns()
    expect((await bring(conversation)).out).toEqual(['0 of 6 lines brought in, 6 were here already or empty.'])
    expect(await turns()).toEqual(before)

    await db.delete(episodes)
    await db.delete(messages)
    await db.delete(tickets)
    for (const one of [...conversation.slice(0, 5).toReversed(), ...conversation.slice(5)]) await bring([one])
    expect(await turns()).toEqual(before)
    const [again] = await db.select().from(tickets)
    expect({ ...again, id: 0, tags: again?.tags.toSorted() }).toEqual({
      ...ticket,
      id: 0,
      tags: ticket?.tags.toSorted(),
    })
  })

  test('what comes after a close is a new ticket; what another conversation says is another', async () => {
    const { db } = database()
    await company(db)
    await bring([
      ...conversation,
      line({ id: '7', sent_at: '2026-11-05T09:00:00Z', text: 'Broken' }),
      line({ id: '8', sent_at: '2026-11-05T09:00:00Z', conversation_id: 'other' }),
      line({ id: '9', sent_at: '2026-11-05T09:00:00Z', customer: { id: 'm2' } }),
      line({ id: '10', sent_at: '2026-11-05T09:00:00Z', place: 'public' }),
    ])
    expect(await db.select().from(tickets)).toHaveLength(5)
    expect((await turns()).filter((turn) => turn.includes('waiting'))).toHaveLength(4)
  })

  test('each line may name the close: all of them belong to that ticket', async () => {
    const { db } = database()
    await company(db)
    const closed_at = '2026-11-02T14:00:00Z'
    await bring([
      line({ id: '1', sent_at: '2026-11-02T09:00:00Z', closed_at }),
      line({ id: '2', sent_at: '2026-11-02T09:30:00Z', closed_at, outbound: true }),
      line({ id: '3', sent_at: '2026-11-02T15:00:00Z', closed_at, text: 'Thanks!' }),
      line({ id: '4', sent_at: '2026-11-03T09:00:00Z', closed_at: '2026-11-03T10:00:00Z' }),
    ])
    expect(await db.select().from(tickets)).toHaveLength(2)
    expect(await turns()).toEqual([
      'first reply 2026-11-02T09:00:00Z due 2026-11-02T10:00:00Z replied 2026-11-02T09:30:00Z',
      'first reply 2026-11-03T09:00:00Z due 2026-11-03T10:00:00Z closed 2026-11-03T10:00:00Z',
    ])
  })

  test('a bad line is named by its number, and the rest goes on', async () => {
    const { db } = database()
    await company(db)
    const { code, out, err } = await bring([
      line({ id: '1', sent_at: '2026-11-02T09:00:00Z' }),
      'not json',
      '',
      line({ sent_at: '2026-11-02T09:00:00Z' }),
      line({ id: '5', text: ' ' }),
      line({ id: '6', account: 'shopp' }),
      line({ id: '7', sent_at: 'yesterday' }),
      line({ id: '8', url: `https://example.com/${'x'.repeat(10)}`, text: 'a\u0000b\ud800' }),
      line({ id: '9', closed_at: '-270000-01-01T00:00:00Z' }),
      line({ id: '10', tags: ['x'.repeat(51)] }),
    ])
    expect(err).toEqual([
      'Line 2: it is not JSON.',
      expect.stringMatching(/^Line 4: id: /),
      'Line 5: text: expected a text, or attachments.',
      'Line 6: account: there is none called shopp, but there is shop.',
      expect.stringMatching(/^Line 7: sent_at: expected a date and time/),
      'Line 10: tags.0: a tag has at most 50 characters.',
      'Line 9: the database cannot keep it.',
    ])
    expect(out).toEqual(['2 of 10 lines brought in, 1 were here already or empty, 7 could not be read.'])
    expect(code).toBe(1)
    expect((await db.select().from(messages)).map((message) => message.text)).toEqual(['Where is it?', 'ab\ufffd'])
  })

  test('a live ticket gets the message, and keeps its clock, tags and state', async () => {
    const { db } = database()
    const lumen = await company(db)
    const [customer] = await db
      .insert(customers)
      .values({ workspaceId: 'T1', accountId: lumen.shop.id, networkId: 'm1' })
      .returning()
    const openedAt = at('2026-11-19T09:00:00Z')
    await db.insert(tickets).values({
      ...{ workspaceId: 'T1', accountId: lumen.shop.id, customerId: customer?.id ?? 0, openedAt },
      ...{ place: 'private', conversation: 'm1' },
    })
    await bring([line({ id: '1', sent_at: '2026-11-02T09:00:00Z', tags: ['old'], closed_at: '2026-11-02T10:00:00Z' })])
    const [live, ...more] = await db.select().from(tickets)
    expect(more).toEqual([])
    expect(live).toMatchObject({ history: false, tags: [], closedAt: null })
    expect(live?.openedAt.toString()).toBe(openedAt.toString())
    expect([await db.select().from(episodes), await db.select().from(messages)]).toMatchObject([
      [],
      [{ ticketId: 1001 }],
    ])
  })

  test('more than one batch, from a file', async () => {
    const { db } = database()
    await company(db)
    const folder = mkdtempSync(join(tmpdir(), 'roost-import-'))
    const file = join(folder, 'history.ndjson')
    const all = Array.from({ length: 1201 }, (_, index) => {
      const customer = { id: `c${index % 400}` }
      return line({ id: `${index}`, customer, sent_at: at('2026-11-01T00:00:00Z').add({ minutes: index }) })
    })
    writeFileSync(file, `\uFEFF${all.join('\r\n')}\r\n`)
    expect((await bring([], [file])).out).toEqual(['1201 of 1201 lines brought in.'])
    rmSync(folder, { recursive: true })
    expect(await db.select().from(tickets)).toHaveLength(400)
    expect(await turns()).toHaveLength(400)
  })
})
