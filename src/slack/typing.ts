import { ticketOf } from '../tickets/ticket.ts'
import type { Button } from './buttons/button.ts'
import { carriedBy, drawInPlace } from './in-place.ts'
import { actingFor } from './press.ts'
import type { Pressing } from './pressing.ts'
import { agentOf } from './who.ts'

interface View {
  id: string
  private_metadata: string
}

/** Keeps what is typed into a modal. What cannot be kept now is kept with the next keystroke, and nobody is disturbed. */
export async function type(
  deps: Pressing,
  button: Button,
  view: View,
  typed: { slackId: string; text: string; at: Temporal.Instant },
): Promise<void> {
  const origin = carriedBy(view)
  try {
    await deps.paceTyping(view.id, async () => {
      const acting = await acts(deps, view, typed.slackId)
      const changed = await button.type?.({ ...acting, viewId: view.id, text: typed.text, at: typed.at })
      if (changed) await drawInPlace(deps, origin)
    })
  } catch (error) {
    deps.log.warn({ error, ticket: origin.ticket }, 'A draft could not be kept')
  }
}

/** The modal was closed without Submit. */
export async function leave(deps: Pressing, button: Button, view: View, slackId: string): Promise<void> {
  try {
    await button.leave?.(await acts(deps, view, slackId))
  } catch (error) {
    deps.log.warn({ error, ticket: carriedBy(view).ticket }, 'A closed window could not be taken note of')
  }
}

async function acts(deps: Pressing, view: View, slackId: string) {
  const by = await agentOf(deps.who, slackId)
  const ticket = await ticketOf(deps.db, deps.workspaceId, carriedBy(view).ticket)
  return { ...actingFor(deps), ticket, by, now: deps.now(), tell: async () => {} }
}
