import { home } from '../home/home.ts'
import type { Pressing } from '../pressing.ts'
import { troubleOf } from '../trouble.ts'
import { agentOf, isLead } from '../who.ts'

/** Draws somebody's Home afresh. `hash`: of the Home that was pressed on. If another press has drawn a newer one since, it is looked at once more. */
export async function showHome(deps: Pressing, slackId: string, hash?: string): Promise<void> {
  const by = await agentOf(deps.who, slackId).catch(() => undefined)
  if (!by) return
  const { db, networks, workspaceId, who, now } = deps
  deps.homes.add(slackId)
  const view = () => home({ db, networks, workspaceId, who, by, leads: isLead(who, by), now: now() })
  const publish = async (hash?: string) =>
    deps.client.views.publish({ user_id: slackId, view: await view(), ...(hash ? { hash } : {}) })
  try {
    await publish(hash)
  } catch (error) {
    if (troubleOf(error).code !== 'hash_conflict') throw error
    await publish()
  }
}

/** After a press somewhere else, for one who may have Home open in another window. */
export async function freshenHome(deps: Pressing, slackId: string): Promise<void> {
  if (!deps.homes.has(slackId)) return
  await deps
    .paceHome(slackId, () => showHome(deps, slackId))
    .catch((error) => deps.log.warn({ error }, 'Home could not be drawn afresh'))
}
