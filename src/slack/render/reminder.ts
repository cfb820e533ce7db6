import { durationInWords, promiseInWords } from '../../sla/duration-in-words.ts'
import { actions, section } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { inert, moment, named } from '../text.ts'
import type { Drawing } from './drawing.ts'

/** What a ticket's thread says to its owner, once. If what it was about is settled by now, nothing. */
export function reminder(facts: CardFacts, data: Record<string, unknown>, now: Temporal.Instant): Drawing {
  const { ticket, running } = facts
  const sentence = sentenceFor(String(data.step), String(data.due), facts, now)
  if (ticket.closedAt || !sentence) return { gone: true }
  return {
    text: sentence,
    blocks: [
      section(sentence),
      actions(`reminder/${ticket.id}`, [
        { id: 'reply', label: 'Reply', value: String(ticket.id), primary: true },
        ...(running ? [{ id: 'snooze-15', label: 'Snooze 15 Min', value: String(ticket.id) }] : []),
      ]),
    ],
  }
}

function sentenceFor(step: string, due: string, facts: CardFacts, now: Temporal.Instant): string | undefined {
  const { ticket, customer, owner, running, network } = facts
  const mention = owner?.slackId ? `<@${owner.slackId}> ` : ''
  const who = named(customer.name ?? 'The customer')
  if (step === 'comeBack')
    return `${mention}You promised ${who} to come back by ${moment(Temporal.Instant.from(due), now)}.`
  if (step === 'release') return `${who} waits still, so this is offered to everybody again.`
  if (!running) return undefined
  const waited = durationInWords(running.startedAt.until(now))
  if (step === 'window' && ticket.windowUntil)
    return `${mention}${inert(network.label)} lets us answer ${who} only until ${moment(ticket.windowUntil, now)}.`
  if (!running.dueAt || running.dueAt.toString() !== due) return undefined
  if (Temporal.Instant.compare(now, running.dueAt) > 0)
    return `${mention}${who} has waited ${waited}. The promise was ${moment(running.dueAt, now)}: this is late.`
  const promised = promiseInWords(running.startedAt.until(running.dueAt))
  return `${mention}${who} has waited ${waited}. Reply by ${moment(running.dueAt, now)} to keep the promise of ${promised}.`
}
