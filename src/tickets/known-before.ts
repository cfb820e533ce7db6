import type { Db } from '../db/connect.ts'
import { customerNotes, customers, messages, openings, tickets } from '../db/schema.ts'
import { alias, and, eq, inArray, isNull } from '../db/sql.ts'
import type { IncomingCustomer } from '../networks/network.ts'
import type { AccountRow } from './ticket.ts'

/**
 * The network knows this customer by another id now, such as a lasting one in place of a phone number: who was known by the
 * former stays the same person, with their tickets, open ones included.
 */
export async function knownBefore(tx: Db, account: AccountRow, { id, formerly }: IncomingCustomer): Promise<void> {
  if (formerly === undefined) return
  const both = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.accountId, account.id), inArray(customers.networkId, [id, formerly])))
    .for('update')
  const before = both.find(({ networkId }) => networkId === formerly)
  const already = both.find(({ networkId }) => networkId === id)
  if (!before) return
  if (already) {
    // Where both have one open in the same conversation, they stay two until one is closed.
    if (await standsTwice(tx, { customerId: before.id }, { customerId: already.id })) return
    // Each keeps its conversation: both may be open, and each is answered where it stands.
    await tx.update(tickets).set({ customerId: already.id }).where(eq(tickets.customerId, before.id))
    await tx.update(messages).set({ customerId: already.id }).where(eq(messages.customerId, before.id))
    await tx.update(customerNotes).set({ customerId: already.id }).where(eq(customerNotes.customerId, before.id))
    await tx.delete(customers).where(eq(customers.id, before.id))
    return
  }
  await tx.update(customers).set({ networkId: id }).where(eq(customers.id, before.id))
  const itsOwn = { customerId: before.id }
  if (await standsTwice(tx, { ...itsOwn, conversation: formerly }, { ...itsOwn, conversation: id })) return
  for (const table of [tickets, messages, openings])
    await tx
      .update(table)
      .set({ conversation: id })
      .where(and(eq(table.accountId, account.id), eq(table.conversation, formerly)))
}

type Where = Partial<Pick<typeof tickets.$inferSelect, 'customerId' | 'conversation'>>

/** Whether a ticket that is open would come to stand where another one is. */
async function standsTwice(tx: Db, one: Where, other: Where): Promise<boolean> {
  const there = alias(tickets, 'there')
  const isOpen = (table: typeof tickets | typeof there, { customerId, conversation }: Where) =>
    and(
      isNull(table.closedAt),
      customerId === undefined ? undefined : eq(table.customerId, customerId),
      conversation === undefined ? undefined : eq(table.conversation, conversation),
    )
  const found = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .innerJoin(there, and(eq(there.accountId, tickets.accountId), eq(there.place, tickets.place), isOpen(there, other)))
    .where(
      and(
        isOpen(tickets, one),
        one.conversation === undefined ? eq(there.conversation, tickets.conversation) : undefined,
      ),
    )
    .limit(1)
  return found.length > 0
}
