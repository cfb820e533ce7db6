import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { agents, customers, messages, tickets } from '../db/schema.ts'
import { and, eq, inArray } from '../db/sql.ts'
import type { HandedOver } from './render/hand-over.ts'

const handed = z.object({
  tickets: z.array(z.number()),
  to: z.number(),
  by: z.number(),
  note: z.number().optional(),
})

/** What a hand-over's post says: who, to whom, which tickets, and the word that is kept as a note on each. */
export async function handOverFacts(
  db: Db,
  { workspaceId, data }: Post,
  cardLink: (ticketId: number) => Promise<string | undefined>,
): Promise<HandedOver> {
  const { tickets: ids, to, by, note } = handed.parse(data)
  const people = await db
    .select()
    .from(agents)
    .where(inArray(agents.id, [to, by]))
  const [giver, receiver] = [by, to].map((id) => people.find((one) => one.id === id))
  if (!giver || !receiver) throw new Error('Nobody handed this over')
  const [word] = note ? await db.select().from(messages).where(eq(messages.id, note)) : []
  const rows = await db
    .select({ id: tickets.id, name: customers.name, handle: customers.handle })
    .from(tickets)
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .where(and(eq(tickets.workspaceId, workspaceId), inArray(tickets.id, ids)))
    .orderBy(tickets.id)
  return {
    ...{ by: giver, to: receiver, word: word?.text },
    tickets: await Promise.all(
      rows.map(async ({ id, name, handle }) => ({
        id,
        customer: name ?? handle ?? 'a customer',
        permalink: await cardLink(id),
      })),
    ),
  }
}
