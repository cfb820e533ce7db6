import { isAway } from '../../tickets/away.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { agentOf, NotAnAgent, type Who } from '../who.ts'

/** Who is given tickets: a full member who is here. What speaks against it stands at the field `agent`. */
export async function receiverOf(
  who: Who,
  slackId: string | undefined,
  now: Temporal.Instant,
): Promise<Agent | { errors: Record<string, string> }> {
  const refused = (agent: string) => ({ errors: { agent } })
  if (!slackId) return refused('Choose somebody.')
  try {
    const agent = await agentOf(who, slackId)
    return isAway(agent, now) ? refused(`${agent.name} is away now. Choose somebody who is here.`) : agent
  } catch (error) {
    if (error instanceof NotAnAgent) return refused('Only full members of this workspace can have tickets.')
    throw error
  }
}
