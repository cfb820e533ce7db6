import type { Db } from '../db/connect.ts'
import { inOrder } from '../db/in-order.ts'
import { settingsOf } from '../settings/stored.ts'
import { type Clock, clock } from '../sla/clock.ts'
import { type PromiseOn, runningPromises } from '../sla/promises-of.ts'
import { factsOf } from './facts.ts'
import type { Ticket } from './ticket.ts'

/** A ticket's clock as card, queue and reminder read it, so that all of them agree. */
export interface Promised {
  clock: (now: Temporal.Instant) => Clock
  /** The promises that run, each with the target it comes from. */
  running: PromiseOn[]
}

export async function clockOf(db: Db, ticket: Ticket): Promise<Promised> {
  const [{ targets, schedules }, facts] = await inOrder([settingsOf(db, ticket.workspaceId), factsOf(db, ticket)])
  return {
    clock: (now) => clock(facts, targets, schedules, now),
    running: ticket.closedAt ? [] : runningPromises(facts, targets, schedules),
  }
}
