import type { Db } from '../db/connect.ts'
import { agents, customerNotes } from '../db/schema.ts'
import { and, count, desc, eq, type SQL } from '../db/sql.ts'
import { Refusal } from './refusal.ts'
import type { Agent, Customer } from './ticket.ts'

export interface CustomerNote {
  id: number
  text: string
  at: Temporal.Instant
  by: string
  agentId: number
}

/** Keeps what the team should know of a customer, in every ticket of theirs. One window keeps one note, as it was sent last. */
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
    .onConflictDoUpdate({ target: [customerNotes.workspaceId, customerNotes.submission], set: { text } })
}

/** The newest first, and how many there are. */
export async function customerNotesOf(
  db: Db,
  customer: Customer,
  most: number,
): Promise<{ notes: CustomerNote[]; all: number }> {
  const notes = await read(db, of(customer)).orderBy(desc(customerNotes.at), desc(customerNotes.id)).limit(most)
  const [counted] = await db.select({ n: count() }).from(customerNotes).where(of(customer))
  return { notes, all: counted?.n ?? 0 }
}

export async function customerNote(db: Db, customer: Customer, id: number): Promise<CustomerNote> {
  const [note] = await read(db, and(of(customer), eq(customerNotes.id, id)))
  if (!note) throw new Refusal('Somebody has taken this note back meanwhile.')
  return note
}

/**
 * Writes a note anew, as it was read at `seen`, or without a text takes it back. From then on it is what `by` says. Throws a
 * `Refusal`: somebody has done so meanwhile.
 */
export async function changeCustomerNote(
  db: Db,
  customer: Customer,
  { id, seen, text }: { id: number; seen: Temporal.Instant; text: string },
  by: Agent,
  now: Temporal.Instant,
): Promise<void> {
  const its = and(of(customer), eq(customerNotes.id, id), eq(customerNotes.at, seen))
  const changed = text
    ? await db.update(customerNotes).set({ text, agentId: by.id, at: now }).where(its).returning()
    : await db.delete(customerNotes).where(its).returning()
  if (changed.length === 0) throw new Refusal('Somebody changed this note meanwhile. Close this, and look again.')
}

function read(db: Db, which: SQL | undefined) {
  return db
    .select({
      ...{ id: customerNotes.id, text: customerNotes.text, at: customerNotes.at },
      ...{ by: agents.name, agentId: customerNotes.agentId },
    })
    .from(customerNotes)
    .innerJoin(agents, eq(agents.id, customerNotes.agentId))
    .where(which)
}

function of({ workspaceId, id }: Customer): SQL | undefined {
  return and(eq(customerNotes.workspaceId, workspaceId), eq(customerNotes.customerId, id))
}
