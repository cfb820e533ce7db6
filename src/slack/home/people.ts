import { agents } from '../../db/schema.ts'
import { and, asc, eq, isNotNull } from '../../db/sql.ts'
import { isAway } from '../../tickets/away.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { context, section } from '../blocks.ts'
import { cut, inert, moment } from '../text.ts'
import { isLead } from '../who.ts'
import type { Part } from './part.ts'

/** With what is said about each, so many stay within one block. */
const NAMED = 20

/** Who works here, who of them leads, and who is away. */
export const people: Part = async ({ db, workspaceId, who, now }) => {
  const all = await db
    .select()
    .from(agents)
    .where(and(eq(agents.workspaceId, workspaceId), isNotNull(agents.slackId)))
    .orderBy(asc(agents.name))
  const said = (agent: Agent) => {
    const away = isAway(agent, now) ? [`away${agent.awayUntil ? ` until ${moment(agent.awayUntil, now)}` : ''}`] : []
    const facts = [...(isLead(who, agent) ? ['leads'] : []), ...away]
    return `${inert(cut(agent.name, 30))}${facts.length ? ` (${facts.join(', ')})` : ''}`
  }
  const more = all.length > NAMED ? [`and ${all.length - NAMED} more`] : []
  return [
    section(`*People*\n${[...all.slice(0, NAMED).map(said), ...more].join(' · ')}`),
    context(
      'Whoever presses a button for the first time joins. The workspace’s admins lead, and those in ROOST_LEADS.',
    ),
  ]
}
