import { expect, test } from 'vitest'
import { messages } from '../../src/db/schema.ts'
import { eq } from '../../src/db/sql.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { reply } from '../../src/tickets/reply.ts'
import { settle } from '../../src/tickets/settle.ts'
import { runningEpisode } from '../../src/tickets/ticket.ts'
import { after, company, own, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('a message of our own that comes back', (database) => {
  test('overtaken by its edit it ends the turn all the same, once, in its newer words', async () => {
    const { db, account, opened } = await office()
    const edit = { is: 'edit', account: 'shop', id: 'o1', text: 'It ships today.', at: after(3) } as const
    await editMessage(db, account, edit, after(3))
    const answer = own({ id: 'o1', text: 'It ships', at: after(2) })
    for (const again of [3, 4]) await hearOwn(db, account, answer, after(again))
    expect(await runningEpisode(db, opened)).toBeUndefined()
    expect(await ours()).toMatchObject([{ networkId: 'o1', ticketId: opened.id, text: 'It ships today.' }])
  })

  test('overtaken by its deletion it ends no turn', async () => {
    const { db, account, opened } = await office()
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'o1', at: after(3) }, after(3))
    await hearOwn(db, account, own({ id: 'o1', text: 'It ships', at: after(2) }), after(3))
    expect(await runningEpisode(db, opened)).toBeDefined()
    expect(await ours()).toMatchObject([{ ticketId: null, text: '' }])
  })

  test('overtaken by its edit it still settles a reply in doubt, and is no second answer', async () => {
    const { db, account, doubt } = await office()
    await doubt('It ships')
    const edit = { is: 'edit', account: 'shop', id: 'o1', text: 'It ships today.', at: after(3) } as const
    await editMessage(db, account, edit, after(3))
    const echo = own({ id: 'o1', text: 'It ships', at: after(2) })
    for (const again of [3, 4]) await hearOwn(db, account, echo, after(again))
    expect(await ours()).toMatchObject([{ networkId: 'o1', uncertainAt: null, text: 'It ships' }])
  })

  const ours = () => database().db.select().from(messages).where(eq(messages.direction, 'outbound'))

  async function office() {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    const draft = { place: 'private', next: 'their turn', seen: 0, evenIfTaken: false, submission: 'V1' } as const
    return {
      ...{ db, account, grace, opened },
      doubt: async (text: string) => {
        const { id } = await reply(db, opened, { ...draft, text }, grace, after(1))
        await db
          .update(messages)
          .set({ sendingAt: after(1) })
          .where(eq(messages.id, id))
        await settle(db, id, { uncertain: 'The connection broke' }, after(2))
      },
    }
  }
})
