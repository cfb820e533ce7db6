import { asc, eq, getColumns } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { episodes, tickets } from '../../src/db/schema.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { hearOwn } from '../../src/tickets/hear-own.ts'
import { receive } from '../../src/tickets/receive.ts'
import type { AccountRow } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, own } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('what a customer takes back', (database) => {
  type Step = (db: Db, account: AccountRow, by: string) => Promise<unknown>
  const says =
    (id: string, minute: number): Step =>
    (db, account, by) =>
      receive(db, account, anyNetwork, message({ ...from(by, id), conversation: by, at: after(minute) }), after(60))
  const takesBack =
    (id: string, minute: number): Step =>
    (db, account, by) =>
      deleteMessage(db, account, { is: 'deletion', account: 'shop', ...from(by, id), at: after(minute) }, after(60))

  test.each([
    [
      'waits no longer, and what came after it waits from its own moment',
      [says('m1', 0), takesBack('m1', 10), says('m2', 20)],
      [[0, 2, 1]],
      [
        { startedAt: after(0), endedAt: after(10), endedAs: 'excused', dueAt: after(60) },
        { startedAt: after(20), endedAt: null, dueAt: after(80) },
      ],
    ],
    [
      'began the turn, which runs on where something else waited by then',
      [says('m1', 0), says('m2', 5), takesBack('m1', 10)],
      [[1, 0, 2]],
      [{ startedAt: after(0), endedAt: null, dueAt: after(60) }],
    ],
    [
      'leaves what waited before it as it was',
      [says('m1', 0), says('m2', 5), takesBack('m2', 10)],
      [
        [1, 0, 2],
        [0, 2, 1],
      ],
      [{ startedAt: after(0), endedAt: null, dueAt: after(60) }],
    ],
    [
      'ends no turn that began later',
      [says('m1', 0), takesBack('m1', 10), says('m2', 20), says('m3', 30), takesBack('m2', 40)],
      [
        [0, 2, 1, 3, 4],
        [0, 2, 3, 1, 4],
      ],
      [
        { startedAt: after(0), endedAt: after(10), endedAs: 'excused' },
        { startedAt: after(20), endedAt: null, dueAt: after(80) },
      ],
    ],
  ])('%s, in whatever order that is heard', async (_, story, orders, turns) => {
    const { db } = database()
    const { account } = await company(db)
    for (const order of [[...story.keys()], ...orders]) {
      const by = order.join()
      for (const step of order) await story[step]?.(db, account, by)
      const waited = await db
        .select(getColumns(episodes))
        .from(episodes)
        .innerJoin(tickets, eq(tickets.id, episodes.ticketId))
        .where(eq(tickets.conversation, by))
        .orderBy(asc(episodes.startedAt))
      expect.soft(waited, by).toMatchObject(turns)
    }
  })

  test('is heard of after that was answered: what was asked since waits on from its own moment', async () => {
    const { db } = database()
    const { account } = await company(db)
    const answer = own({ id: 'a1', conversation: 'mira', at: after(15) })
    const heard = [says('m1', 0), () => hearOwn(db, account, answer, after(60)), says('m2', 20), takesBack('m1', 10)]
    for (const step of heard) await step(db, account, 'mira')
    expect(await db.select().from(episodes).orderBy(asc(episodes.startedAt))).toMatchObject([
      { startedAt: after(0), endedAt: after(15), endedAs: 'replied' },
      { startedAt: after(20), endedAt: null },
    ])
  })
})

function from(by: string, id: string) {
  return { id: `${by} ${id}`, customer: { id: by, name: by } }
}
