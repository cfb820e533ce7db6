import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { callOnce } from './call-once.ts'
import { lockAll } from './lock-ticket.ts'
import { note } from './note.ts'
import { type Outcome, onEach } from './on-each.ts'
import { record } from './record.ts'
import { refusalFor } from './refusal-for.ts'
import { release } from './release.ts'
import type { Agent, Ticket } from './ticket.ts'

export interface HandOver {
  tickets: Ticket[]
  to: Agent | 'queue'
  /** For the team: kept as a note on each. */
  word: string
  /** The modal it comes from: pressed twice, it is done once. */
  submission: string
}

/**
 * Gives tickets of `by` to a colleague, or back to everybody, with a word. What is no longer theirs is left alone, and said.
 * The colleague is called once for all of them.
 */
export function handOver(db: Db, given: HandOver, by: Agent, now: Temporal.Instant): Promise<Outcome> {
  return db.transaction(async (tx) => {
    const { to, word } = given
    let noteId: number | undefined
    await lockAll(tx, given.tickets)
    const outcome = await onEach(given.tickets, async (ticket) => {
      const gone = to === 'queue' ? await release(tx, ticket, by, now) : await give(tx, ticket, to, by, now)
      if (word) noteId = await note(tx, gone, { text: word }, by, now)
    })
    if (to !== 'queue') await callOnce(tx, outcome.done, { to, by, noteId, submission: given.submission }, now)
    return outcome
  })
}

function give(tx: Db, ticket: Ticket, to: Agent, by: Agent, now: Temporal.Instant): Promise<Ticket> {
  return tx.transaction(async (inner) => {
    const [given] = await inner
      .update(tickets)
      .set({ claimedBy: to.id, claimedAt: now })
      .where(and(eq(tickets.id, ticket.id), eq(tickets.claimedBy, by.id), isNull(tickets.closedAt)))
      .returning()
    if (!given) throw await refusalFor(inner, ticket, by, now)
    await record(inner, given, 'ticket.assigned', by, now, { to: to.id, from: by.id })
    return given
  })
}
