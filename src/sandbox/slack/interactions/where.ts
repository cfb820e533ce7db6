import { z } from 'zod'
import { app } from '../../company.ts'
import { stackOf } from '../modals.ts'
import { messageId } from '../post.ts'
import type { Slack } from '../slack.ts'
import type { Home, Message, Modal, Where } from '../workspace.ts'

/** Where on the page something was pressed. */
export const where = z.discriminatedUnion('in', [
  z.object({ in: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ in: z.literal('ephemeral'), channel: z.string(), ts: z.string() }),
  z.object({ in: z.literal('modal'), id: z.string() }),
  z.object({ in: z.literal('home') }),
]) satisfies z.ZodType<Where>

export type Place =
  | { in: 'message' | 'ephemeral'; message: Message }
  | { in: 'modal'; modal: Modal }
  | { in: 'home'; home: Home }

/** What stands there now for this person, or undefined when it is gone. */
export function placeOf(slack: Slack, user: string, at: Where): Place | undefined {
  if (at.in === 'modal') {
    const modal = stackOf(slack, user).find((one) => one.id === at.id)
    return modal && { in: 'modal', modal }
  }
  if (at.in === 'home') {
    const home = slack.state.homes.get(user)
    return home && { in: 'home', home }
  }
  const rows = at.in === 'ephemeral' ? slack.state.ephemerals : slack.state.messages
  const message = rows.get(messageId(at.channel, at.ts))
  return message?.user === app.botUser ? { in: at.in, message } : undefined
}

export function blocksOf(place: Place) {
  if (place.in === 'modal') return place.modal.view.blocks
  if (place.in === 'home') return place.home.view.blocks
  return place.message.blocks ?? []
}
