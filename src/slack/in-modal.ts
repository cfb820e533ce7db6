import { ticketOf } from '../tickets/ticket.ts'
import type { Acting, Button, OptionGroup } from './buttons/button.ts'
import { carriedBy, drawInPlace } from './in-place.ts'
import { actingFor, held } from './press.ts'
import type { HeldView, Pressing } from './pressing.ts'
import { agentOf } from './who.ts'

// What happens in an open modal before it is submitted. Nothing here opens one or says something: whatever fails is logged,
// and the modal stands as it was, with everything that was typed.

type View = Omit<HeldView, 'state'>

/** Keeps what is typed. What cannot be kept now is kept with the next keystroke. */
export async function type(
  deps: Pressing,
  button: Button,
  view: View,
  typed: { slackId: string; text: string; at: Temporal.Instant },
): Promise<void> {
  const origin = carriedBy(view)
  await orLog(deps, view, () =>
    deps.paceTyping(view.id, async () => {
      const acting = await acts(deps, view, typed.slackId)
      const changed = await button.type?.({ ...acting, viewId: view.id, text: typed.text, at: typed.at })
      if (changed) await drawInPlace(deps, origin)
    }),
  )
}

/** Draws the modal anew after a choice in it. */
export async function choose(
  deps: Pressing,
  button: Button,
  view: HeldView,
  { slackId, action, chosen, at }: { slackId: string; action: string; chosen: string; at: Temporal.Instant },
): Promise<void> {
  await orLog(deps, view, async () => {
    const holding = held(view)
    const modal = await button.choices?.[action]?.({ ...(await acts(deps, view, slackId)), ...holding, chosen, at })
    if (modal) await deps.client.views.update({ view_id: view.id, view: holding.again(modal) })
  })
}

/** What a menu offers. */
export async function offer(
  deps: Pressing,
  button: Button,
  view: View,
  { slackId, typed }: { slackId: string; typed: string },
): Promise<OptionGroup[]> {
  let groups: OptionGroup[] | undefined
  await orLog(deps, view, async () => {
    groups = await button.options?.({ ...(await acts(deps, view, slackId)), typed })
  })
  return groups ?? []
}

/** It was closed without Submit. */
export async function leave(deps: Pressing, button: Button, view: View, slackId: string): Promise<void> {
  await orLog(deps, view, async () => button.leave?.(await acts(deps, view, slackId)))
}

async function orLog({ log }: Pressing, view: View, run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    log.warn({ error, ticket: carriedBy(view).ticket }, 'Something in an open window did not work')
  }
}

async function acts(deps: Pressing, view: View, slackId: string): Promise<Acting> {
  const by = await agentOf(deps.who, slackId)
  const ticket = await ticketOf(deps.db, deps.workspaceId, carriedBy(view).ticket)
  return { ...actingFor(deps), ticket, by, now: deps.now(), tell: async () => {} }
}
