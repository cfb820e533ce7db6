import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { drafts, posts } from '../../src/db/schema.ts'
import { writingEnds } from '../../src/jobs/writing-ends.ts'
import { draftOf, saveDraft, stopWriting } from '../../src/tickets/draft.ts'
import { AskFirst, reply } from '../../src/tickets/reply.ts'
import type { Ticket } from '../../src/tickets/ticket.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase, onServer } from '../database.ts'

onEveryDatabase('a draft', (database) => {
  test('is there again, for the one who typed it and for nobody else', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    await saveDraft(db, opened, typed('It left this m', 1), grace, after(1))
    await saveDraft(db, opened, typed('It left this morning', 2), grace, after(2))
    expect(await draftOf(db, opened, grace)).toBe('It left this morning')
    expect(await draftOf(db, opened, alan)).toBeUndefined()
  })

  test('a keystroke that arrives late changes nothing', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    await saveDraft(db, opened, typed('newer', 2), grace, after(2))
    await saveDraft(db, opened, typed('older', 1), grace, after(2))
    expect(await draftOf(db, opened, grace)).toBe('newer')
  })

  test('is gone once it is sent, and a late keystroke does not bring it back', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    await saveDraft(db, opened, typed('It left', 1), grace, after(1))
    await reply(db, opened, sending('It left.'), grace, after(2))
    await saveDraft(db, opened, typed('It left.', 3), grace, after(3))
    expect(await draftOf(db, opened, grace)).toBeUndefined()
    await saveDraft(db, opened, { ...typed('And now it is there', 4), submission: 'V2' }, grace, after(4))
    expect(await draftOf(db, opened, grace)).toBe('And now it is there')
  })

  test('stays while the agent is asked whether to send', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    await saveDraft(db, opened, typed('It left', 1), grace, after(1))
    await reply(db, opened, { ...sending('I have it.'), submission: 'V9' }, alan, after(2))
    const asked = reply(db, opened, { ...sending('It left.'), seen: 1 }, grace, after(3))
    await expect(asked).rejects.toThrow(AskFirst)
    await expect(asked).rejects.toMatchObject({
      owner: 'Alan',
      meanwhile: [{ text: 'I have it.', direction: 'outbound' }],
    })
    expect(await draftOf(db, opened, grace)).toBe('It left')
  })

  test('the card says who is writing: drawn once when they begin, and once when they have stopped for a while', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    await cardStands(db, opened)
    for (const minute of [1, 1.1, 1.2, 1.3])
      await saveDraft(db, opened, typed(`${minute}`, minute), grace, after(minute))
    expect(await behind(db, opened)).toBe(1)
    await saveDraft(db, opened, typed('Me too', 1.4), alan, after(1.4))
    expect(await behind(db, opened)).toBe(2)
    await writingEnds(db, 'T1', after(3.2))
    expect(await behind(db, opened)).toBe(2)
    await writingEnds(db, 'T1', after(4))
    expect(await behind(db, opened)).toBe(3)
    await writingEnds(db, 'T1', after(5))
    expect(await behind(db, opened)).toBe(3)
    expect(await draftOf(db, opened, grace)).toBe('1.3')
  })

  test('a window that is closed ends it at once', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    await cardStands(db, opened)
    await saveDraft(db, opened, typed('It', 1), grace, after(1))
    await stopWriting(db, opened, grace)
    await stopWriting(db, opened, grace)
    expect(await behind(db, opened)).toBe(2)
    expect(await db.select().from(drafts)).toMatchObject([{ text: 'It', writingUntil: null }])
  })

  test('it never puts off a change of the card that matters', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account, { text: 'I was charged twice' })
    await db.update(posts).set({ ts: '1.1' }).where(eq(posts.ticketId, opened.id))
    await saveDraft(db, opened, typed('It', 1), grace, after(1))
    const [card] = await db.select().from(posts).where(eq(posts.ticketId, opened.id))
    expect(card).toMatchObject({ wanted: 2, priority: 0 })
  })
})

onServer('a draft, at once', (database) => {
  test('sent while the last keystrokes arrive, it stays gone', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    for (let round = 0; round < 20; round++) {
      const opened = await ticket(db, account, { conversation: `c${round}`, customer: { id: `c${round}` } })
      const submission = `V${round}`
      const keystrokes = Array.from({ length: 5 }, (_, n) =>
        saveDraft(db, opened, { ...typed(`It left${n}`, 1 + n), submission }, grace, after(1)),
      )
      await Promise.all([...keystrokes, reply(db, opened, { ...sending('It left.'), submission }, grace, after(2))])
      expect(await draftOf(db, opened, grace)).toBeUndefined()
    }
  })
})

function typed(text: string, minute: number) {
  return { text, submission: 'V1', at: after(minute) }
}

function sending(text: string) {
  return { text, place: 'private' as const, next: 'their turn' as const, submission: 'V1', seen: 0, evenIfTaken: false }
}

async function cardStands(db: Db, { id }: Ticket) {
  await db.update(posts).set({ ts: '1.1', shown: 1 }).where(eq(posts.ticketId, id))
}

/** How many drawings were asked for since the card stands. */
async function behind(db: Db, { id }: Ticket): Promise<number> {
  const [card] = await db.select().from(posts).where(eq(posts.ticketId, id))
  return (card?.wanted ?? 0) - (card?.shown ?? 0)
}
