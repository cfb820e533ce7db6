import type { Db } from '../../db/connect.ts'
import { agents } from '../../db/schema.ts'
import { and, eq, inArray } from '../../db/sql.ts'
import { settingsOf } from '../../settings/stored.ts'
import type { Scope } from '../../stats/scope.ts'
import { Refusal } from '../../tickets/refusal.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { inert } from '../text.ts'

/** Who asks. */
export interface Asker {
  by: Agent
  leads: boolean
}

/** Whose figures the asker may see one by one: everybody's, only his own, or nobody's where a team wants none. */
export async function mayCompare(db: Db, workspaceId: string, { leads }: Asker): Promise<'all' | 'own' | 'none'> {
  const { team } = await settingsOf(db, workspaceId)
  if (!team.agentFigures) return 'none'
  return leads ? 'all' : 'own'
}

/** Figures about somebody are for that person and for leads. Throws `Refusal`. */
export async function checkPeople(db: Db, { workspaceId, only }: Scope, asker: Asker): Promise<void> {
  if (!only?.agentIds) return
  const may = await mayCompare(db, workspaceId, asker)
  if (may === 'all') return
  if (may === 'none') throw new Refusal('Figures about single people are switched off here.')
  const about = await db
    .select()
    .from(agents)
    .where(and(eq(agents.workspaceId, workspaceId), inArray(agents.id, only.agentIds)))
  // The same name without a Slack id is what the asker did before Roost.
  const others = about.filter(({ id, slackId }) => id !== asker.by.id && slackId !== null)
  if (others.length === 0 && about.some(({ id }) => id === asker.by.id)) return
  const name = inert(about[0]?.name ?? 'somebody')
  throw new Refusal(`Figures about ${name} are for ${name} and for leads. Ask without a name for the whole team.`)
}
