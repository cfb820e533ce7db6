import type { Db } from '../db/connect.ts'
import { assign } from './assign.ts'
import { callOnce } from './call-once.ts'
import { lockAll } from './lock-ticket.ts'
import type { Outcome } from './on-each.ts'
import type { Agent, Ticket } from './ticket.ts'

export interface AssignAll {
  tickets: Ticket[]
  to: Agent
  submission: string
  /** Runs a verb on each that may still be given away. */
  each(tx: Db, verb: (tx: Db, ticket: Ticket) => Promise<unknown>): Promise<Outcome>
}

/** Assigns several tickets at once, with one call. */
export function assignAll(db: Db, given: AssignAll, by: Agent, now: Temporal.Instant): Promise<Outcome> {
  return db.transaction(async (tx) => {
    await lockAll(tx, given.tickets)
    const outcome = await given.each(tx, (inner, ticket) => assign(inner, ticket, given.to, by, now))
    await callOnce(tx, outcome.done, { by, to: given.to, submission: given.submission }, now)
    return outcome
  })
}
