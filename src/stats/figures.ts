import type { Db } from '../db/connect.ts'
import { type Closed, closed } from './closed.ts'
import type { Openings } from './elapsed.ts'
import { elapsedIn } from './elapsed-in.ts'
import { excused } from './excused.ts'
import { type Opened, opened } from './opened.ts'
import { percent } from './percent.ts'
import { promises, type WithinTarget } from './promises.ts'
import { received } from './received.ts'
import { reopened } from './reopened.ts'
import { type Replies, replies } from './replies.ts'
import { type Satisfaction, satisfaction } from './satisfaction.ts'
import type { Scope } from './scope.ts'

/** Every screen reads these: card, command, digest, Home and export say the same because they ask the same. */
export interface Figures extends Opened, Replies, Closed {
  asOf: Temporal.Instant
  received: number
  /** Answered of the tickets, 0 to 100 with one decimal. */
  answerRate: number | null
  excused: number
  reopened: number
  withinTarget: WithinTarget
  satisfaction: Satisfaction
}

/** What happened in the scope, and how what was opened in it stands at `now`. Without openings business time is time on the wall. */
export async function figures(db: Db, scope: Scope, now: Temporal.Instant, openings?: Openings): Promise<Figures> {
  const took = await elapsedIn(db, scope, openings)
  const [messages, open, answers, close, excusedTurns, reopenings, withinTarget, asked] = await Promise.all([
    received(db, scope),
    opened(db, scope, now),
    replies(db, scope, took),
    closed(db, scope, took),
    excused(db, scope),
    reopened(db, scope),
    promises(db, scope, now),
    satisfaction(db, scope),
  ])
  return {
    asOf: now,
    received: messages,
    ...open,
    answerRate: percent(open.answered, open.tickets),
    ...answers,
    ...close,
    excused: excusedTurns,
    reopened: reopenings,
    withinTarget,
    satisfaction: asked,
  }
}
