import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { agents } from '../db/schema.ts'
import { and, eq } from '../db/sql.ts'
import { Refusal } from '../tickets/refusal.ts'
import type { Agent } from '../tickets/ticket.ts'
import { type Trouble, troubleOf } from './trouble.ts'

export interface Who {
  db: Db
  workspaceId: string
  client: WebClient
  /** Slack ids of `ROOST_LEADS`. */
  leads: string[]
  now: () => Temporal.Instant
}

const ONLY_MEMBERS = 'Only full members of this workspace can work on tickets. Ask one of the team to help you.'

/** A guest, a bot, or somebody of another organisation. */
export class NotAnAgent extends Refusal {}

/** For so long what Slack said about somebody is believed; a guest made today is a guest within minutes. */
const BELIEVED = { minutes: 10 }

const person = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  tz: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
})

/**
 * The agent with this Slack id: a full member of the workspace. While Slack says nothing, what it said last counts. Throws
 * `NotAnAgent`, which is kind about it, and another `Refusal` where it has said nothing yet.
 */
export async function agentOf(who: Who, slackId: string): Promise<Agent> {
  const { db, workspaceId, client, now } = who
  const [known] = await db
    .select()
    .from(agents)
    .where(and(eq(agents.workspaceId, workspaceId), eq(agents.slackId, slackId)))
  if (known?.seenAt && Temporal.Instant.compare(known.seenAt.add(BELIEVED), now()) > 0) return known

  const answer = await client.users.info({ user: slackId }).catch(async (error) => {
    const trouble = troubleOf(error)
    if (known?.seenAt && saysNothing(trouble)) return undefined
    if (saysNothing(trouble)) throw new Refusal('Slack is slow just now. Press again.')
    if (!/^user_not_/.test(trouble.code)) throw error
    await unsee(db, known)
    throw new NotAnAgent(ONLY_MEMBERS)
  })
  if (!answer && known) return known
  const found = person.parse(answer?.user)
  if (!isFullMember(found, workspaceId)) {
    await unsee(db, known)
    throw new NotAnAgent(ONLY_MEMBERS)
  }
  const facts = {
    name: found.profile?.display_name || found.real_name || found.profile?.real_name || found.name || slackId,
    timeZone: found.tz,
    admin: Boolean(found.is_admin || found.is_owner),
    seenAt: now(),
  }
  const [agent] = await db
    .insert(agents)
    .values({ workspaceId, slackId, ...facts })
    .onConflictDoUpdate({ target: [agents.workspaceId, agents.slackId], set: facts })
    .returning()
  if (!agent) throw new Error('An upsert gave no row')
  return agent
}

/** Slack says no: else they would be let in again once it says nothing. */
async function unsee(db: Db, known: Agent | undefined): Promise<void> {
  if (known) await db.update(agents).set({ seenAt: null }).where(eq(agents.id, known.id))
}

/** Slack is away or asks us to wait: about whom it was asked it has said nothing. */
function saysNothing({ is, code }: Trouble): boolean {
  return is === 'lost' || is === 'limited' || code === 'no answer'
}

/** Leads set things: the workspace's admins, and those named in `ROOST_LEADS`. */
export function isLead(who: Pick<Who, 'leads'>, agent: Agent): boolean {
  return agent.admin || who.leads.includes(agent.slackId ?? '')
}

function isFullMember(found: z.infer<typeof person>, workspaceId: string): boolean {
  const elsewhere = found.team_id !== undefined && found.team_id !== workspaceId
  return !(
    elsewhere ||
    found.deleted ||
    found.is_bot ||
    found.is_restricted ||
    found.is_ultra_restricted ||
    found.is_stranger
  )
}
