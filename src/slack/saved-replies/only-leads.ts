import { Refusal } from '../../tickets/refusal.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { isLead, type Who } from '../who.ts'

export function onlyLeads(who: Who, by: Agent, what = 'keep saved replies'): void {
  if (!isLead(who, by))
    throw new Refusal(
      `Only leads ${what}. Leads are the workspace’s admins, and those named in ROOST_LEADS: ask one of them.`,
    )
}
