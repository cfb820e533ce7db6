import { isAway } from '../../tickets/away.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { agentOf, NotAnAgent, type Who } from '../who.ts'

/** Whom `by` gives tickets to: a full member who is here, or themselves. What speaks against it stands at the field `agent`. */
export async function receiverOf(
  who: Who,
  slackId: string | undefined,
  by: Agent,
  now: Temporal.Instant,
): Promise<Agent | { errors: Record<string, string> }> {
  const refused = (agent: string) => ({ errors: { agent } })
  if (!slackId) return refused('Choose somebody.')
  if (slackId === by.slackId) return by
  try {
    const agent = await agentOf(who, slackId)
    return isAway(agent, now) ? refused(`${agent.name} is away now. Choose somebody who is here.`) : agent
  } catch (error) {
    if (error instanceof NotAnAgent) return refused('Only full members of this workspace can have tickets.')
    throw error
  }
}
