import type { Db } from '../db/connect.ts'
import { badges } from './badges.ts'
import { breakdown, type Part } from './breakdown.ts'
import { type AgentPart, byAgent } from './by-agent.ts'
import { type ByHour, byHour } from './by-hour.ts'
import type { Openings } from './elapsed.ts'
import { elapsedIn } from './elapsed-in.ts'
import { type Figures, figures } from './figures.ts'
import type { Scope } from './scope.ts'
import { type Touches, touches } from './touches.ts'

/** The figures of a scope and all their parts. */
export interface Details {
  figures: Figures
  touches: Touches
  network: Part[]
  account: Part[]
  place: Part[]
  language: Part[]
  tag: Part[]
  hours: ByHour
  badges: Awaited<ReturnType<typeof badges>>
  /** In alphabetical order, or the one asked for; empty where nobody may see them. */
  agents: AgentPart[]
}

interface Asked {
  zone: string
  openings: Openings | undefined
  agentIds: number[] | 'all' | 'none'
  /** The networks that show customers a badge. */
  withBadge: string[]
}

export async function details(
  db: Db,
  scope: Scope,
  { zone, openings, agentIds, withBadge }: Asked,
  now: Temporal.Instant,
): Promise<Details> {
  const took = await elapsedIn(db, scope, openings)
  const part = (kind: Parameters<typeof breakdown>[2]) => breakdown(db, scope, kind, took, now)
  const people = agentIds === 'all' || agentIds === 'none' ? scope : { ...scope, only: { ...scope.only, agentIds } }
  const [counted, touched, network, account, place, language, tag, hours, meta, agents] = await Promise.all([
    figures(db, scope, now, openings),
    touches(db, scope),
    part('network'),
    part('account'),
    part('place'),
    part('language'),
    part('tag'),
    byHour(db, scope, zone),
    badges(db, scope.workspaceId, withBadge, now),
    agentIds === 'none' ? [] : byAgent(db, people, took),
  ])
  return { figures: counted, touches: touched, network, account, place, language, tag, hours, badges: meta, agents }
}
