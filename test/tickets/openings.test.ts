import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { messages, tickets } from '../../src/db/schema.ts'
import { eq } from '../../src/db/sql.ts'
import { close } from '../../src/tickets/close.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { runningEpisode } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, own, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('a private conversation that our reply to a comment opened', (database) => {
  test('a colleague answers there in the network’s own app: nobody waits any more', async () => {
    const { db, account, comment, hear } = await opened(database().db)
    await hear('And when?', 3)
    expect(await runningEpisode(db, comment)).toBeDefined()
    await hearOwn(db, account, own({ id: 'there', conversation: 'dm', text: 'Tomorrow', at: after(4) }), after(4))
    expect(await runningEpisode(db, comment)).toBeUndefined()
    expect(await said('there')).toMatchObject({ ticketId: comment.id })
  })

  test('a reply there is in doubt, and comes back: it did arrive', async () => {
    const { db, account, write } = await opened(database().db)
    const doubt = await write('It left this morning.', 3)
    await settle(db, doubt.id, { uncertain: 'The connection broke' }, after(4))
    const echo = own({ id: 'echo', conversation: 'dm', text: 'It left this morning.', at: after(3) })
    await hearOwn(db, account, echo, after(5))
    expect(await said('echo')).toMatchObject({ id: doubt.id, uncertainAt: null })
  })

  test('thanks after the close need no ticket; a question is one, and thanks after that join it', async () => {
    const { db, comment, grace, hear } = await opened(database().db)
    await close(db, comment, 'resolved', grace, after(3))
    expect((await hear('Thanks!', 4))?.id).toBe(comment.id)
    const next = await hear('One more question: when do you open?', 5)
    if (!next) throw new Error('No ticket')
    await close(db, next, 'resolved', grace, after(6))
    expect((await hear('Thank you', 7))?.id).toBe(next.id)
    expect(await db.select().from(tickets)).toHaveLength(2)
  })

  const said = async (networkId: string) =>
    (await database().db.select().from(messages).where(eq(messages.networkId, networkId)))[0]

  async function opened(db: Db) {
    const { account, grace } = await company(db)
    const comment = await ticket(db, account, { place: 'public', conversation: 'post' })
    const draft = { place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
    const write = async (text: string, minutes: number) => {
      const queued = await reply(db, comment, { ...draft, text, submission: text }, grace, after(minutes))
      await db
        .update(messages)
        .set({ sendingAt: after(minutes) })
        .where(eq(messages.id, queued.id))
      return queued
    }
    const hear = (text: string, minutes: number) =>
      receive(db, account, anyNetwork, message({ conversation: 'dm', text, at: after(minutes) }), after(minutes))
    await settle(db, (await write('Let us talk here.', 1)).id, { sent: { id: 'first', conversation: 'dm' } }, after(2))
    return { db, account, comment, grace, write, hear }
  }
})
