import type { Db } from '../db/connect.ts'
import { breakdown } from './breakdown.ts'
import { type AgentPart, byAgent } from './by-agent.ts'
import { type Days, rangeOf } from './days.ts'
import type { Openings } from './elapsed.ts'
import { elapsedIn } from './elapsed-in.ts'
import { type Figures, figures } from './figures.ts'
import type { Filters, Scope } from './scope.ts'

/** The figures of some days with their parts, as `npm run stats -- --json` prints them. */
export interface Report
  extends Pick<Figures, 'received' | 'tickets' | 'answered' | 'waiting' | 'overdue' | 'excused' | 'reopened'>,
    Pick<Figures, 'firstReply' | 'nextReply' | 'resolution' | 'withinTarget' | 'within' | 'satisfaction'> {
  /** Local days, from one up to but not including the other. */
  from: string
  to: string
  byAgent: Omit<AgentPart, 'closed'>[]
  byNetwork: ({ network: string } & Measures)[]
  /** ISO 639-1; null: too short to tell. */
  byLanguage: ({ language: string | null } & Measures)[]
  byTag: ({ tag: string } & Measures)[]
}

type Measures = Pick<Figures, 'tickets' | 'answered' | 'firstReply'>

export async function report(
  db: Db,
  { workspaceId, days, only, zone }: { workspaceId: string; days: Days; only: Filters; zone: string },
  now: Temporal.Instant,
  openings?: Openings,
): Promise<Report> {
  const scope: Scope = { workspaceId, ranges: [rangeOf(days, zone)], only }
  const elapsed = await elapsedIn(db, scope, openings)
  const [all, agents, networks, languages, tags] = await Promise.all([
    figures(db, scope, now, openings),
    byAgent(db, scope, elapsed),
    breakdown(db, scope, 'network', elapsed, now),
    breakdown(db, scope, 'language', elapsed, now),
    breakdown(db, scope, 'tag', elapsed, now),
  ])
  const { received, tickets, answered, waiting, overdue, excused, reopened } = all
  const { firstReply, nextReply, resolution, withinTarget, within, satisfaction } = all
  return {
    ...{ from: days.from.toString(), to: days.to.toString() },
    ...{ received, tickets, answered, waiting, overdue, excused, reopened },
    ...{ firstReply, nextReply, resolution, withinTarget, within, satisfaction },
    byAgent: agents.map(({ agent, replies, firstReply }) => ({ agent, replies, firstReply })),
    byNetwork: networks.map(({ name, ...measures }) => ({ network: name, ...measures })),
    byLanguage: languages.map(({ name, ...measures }) => ({ language: name || null, ...measures })),
    byTag: tags.map(({ name, ...measures }) => ({ tag: name, ...measures })),
  }
}
