import { and, count, desc, eq } from 'drizzle-orm'
import type { Db } from '../db/connect.ts'
import { agents, customerNotes } from '../db/schema.ts'
import type { Agent, Customer } from './ticket.ts'

export interface CustomerNote {
  text: string
  at: Temporal.Instant
  by: string
}

/** Keeps what the team should know of a customer, in every ticket of theirs. One press keeps it once. */
export async function addCustomerNote(
  db: Db,
  customer: Customer,
  { text, submission }: { text: string; submission: string },
  by: Agent,
  now: Temporal.Instant,
): Promise<void> {
  const { workspaceId, id: customerId } = customer
  await db
    .insert(customerNotes)
    .values({ workspaceId, customerId, agentId: by.id, text, submission, at: now })
    .onConflictDoNothing()
}

/** The newest first, and how many there are. */
export async function customerNotesOf(
  db: Db,
  customer: Customer,
  most: number,
): Promise<{ notes: CustomerNote[]; all: number }> {
  const theirs = and(eq(customerNotes.workspaceId, customer.workspaceId), eq(customerNotes.customerId, customer.id))
  const notes = await db
    .select({ text: customerNotes.text, at: customerNotes.at, by: agents.name })
    .from(customerNotes)
    .innerJoin(agents, eq(agents.id, customerNotes.agentId))
    .where(theirs)
    .orderBy(desc(customerNotes.at), desc(customerNotes.id))
    .limit(most)
  const [counted] = await db.select({ n: count() }).from(customerNotes).where(theirs)
  return { notes, all: counted?.n ?? 0 }
}
