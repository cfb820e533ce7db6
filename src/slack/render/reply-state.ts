import type { ButtonFace } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { inert, link, moment, oneLine } from '../text.ts'

const QUICK = { seconds: 2 }

export interface ReplyState {
  text: string
  loud: boolean
  buttons: ButtonFace[]
}

/** How our newest reply stands, and before it one that still needs somebody. */
export function replyStates(facts: CardFacts, now: Temporal.Instant): ReplyState[] {
  return [facts.unsettled, facts.reply].flatMap((reply) => (reply && replyState(facts, reply, now)) ?? [])
}

/** Quiet while it is only on its way: most are sent within a moment, and need no word. */
function replyState(
  { network, ticket }: CardFacts,
  reply: NonNullable<CardFacts['reply']>,
  now: Temporal.Instant,
): ReplyState | undefined {
  const how = reply.place === ticket.place ? '' : ' in private'
  const files =
    reply.attached.length > 0 ? ` with ${oneLine(reply.attached.map(({ name }) => name).join(', '), 120)}` : ''
  const words = reply.text ? `: "${oneLine(reply.text, 160)}"` : ''
  const replied = `${inert(reply.by)} replied${how} at ${moment(reply.at, now)}${files}${words}`
  const value = `${ticket.id}/${reply.id}`
  if (reply.sentAt) {
    const see = reply.url ? `, ${link(reply.url, `see it on ${network.label}`)}` : ''
    const elsewhere = reply.queuedAt ? 'Sent' : `Answered on ${network.label}`
    return { text: `${replied} · ${elsewhere}${see}`, loud: false, buttons: [] }
  }
  if (reply.failedAt)
    return {
      text: `${replied} · :warning: *Not sent*: ${inert(reply.failure ?? '')}`,
      loud: true,
      // What is closed is reopened first.
      buttons: ticket.closedAt ? [] : [{ id: 'reply', label: 'Edit and Send', value: String(ticket.id) }],
    }
  if (reply.uncertainAt)
    return {
      text: `${replied} · :warning: *It may not have arrived*: the connection broke while sending. Look on ${network.label} first, then choose.`,
      loud: true,
      buttons: [
        { id: 'it-arrived', label: 'It Arrived', value },
        { id: 'send-again', label: 'Send Again', value },
      ],
    }
  const quick = !reply.failure && reply.queuedAt && Temporal.Instant.compare(reply.queuedAt.add(QUICK), now) > 0
  if (quick) return undefined
  const why = reply.failure && reply.retryAt ? ` ${inert(reply.failure)}` : ''
  return { text: `${replied} · _Sending…_${why}`, loud: false, buttons: [] }
}
