import { durationInWords, promiseInWords } from '../../sla/duration-in-words.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { actions, type ButtonFace, section } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { inert, moment, named } from '../text.ts'
import type { Drawing } from './drawing.ts'

export interface Reminded {
  step: string
  /** The moment it is about. */
  due: Temporal.Instant
  /** The one it is for. */
  owner: Agent | undefined
}

/** What a ticket's thread says to its owner, once. If what it was about is settled by now, nothing. */
export function reminder(facts: CardFacts, reminded: Reminded, now: Temporal.Instant): Drawing {
  const { ticket } = facts
  const sentence = ticket.closedAt ? undefined : sentenceFor(facts, reminded, now)
  if (!sentence) return { gone: true }
  const mention = reminded.owner?.slackId ? `<@${reminded.owner.slackId}> ` : ''
  const text = `${mention}${sentence}`
  return { text, blocks: [section(text), actions(`reminder/${ticket.id}`, faces(facts, reminded))] }
}

function faces({ ticket, running }: CardFacts, { step }: Reminded): ButtonFace[] {
  const value = String(ticket.id)
  if (step === 'release' && !ticket.claimedBy) return [{ id: 'claim', label: 'Claim', value, primary: true }]
  return [
    { id: 'reply', label: 'Reply', value, primary: true },
    ...(running ? [{ id: 'snooze-15', label: 'Snooze 15 Min', value }] : []),
  ]
}

function sentenceFor(facts: CardFacts, { step, due, owner }: Reminded, now: Temporal.Instant): string | undefined {
  const { ticket, customer, running, network } = facts
  const who = named(customer.name ?? 'The customer')
  if (step === 'comeBack')
    return ticket.comeBackAt?.equals(due) ? `You promised ${who} to come back by ${moment(due, now)}.` : undefined
  if (!running) return undefined
  if (step === 'release')
    return ticket.claimedBy && ticket.claimedBy === owner?.id
      ? undefined
      : `${who} still waits, so this is offered to everybody again. Claim it if you are on it.`
  const waited = durationInWords(running.startedAt.until(now))
  if (step === 'window')
    return ticket.windowUntil?.equals(due)
      ? `${inert(network.label)} lets us answer ${who} only until ${moment(due, now)}. Reply before that.`
      : undefined
  return promiseSentence(facts, due, { who, waited }, now)
}

function promiseSentence(
  { promises }: CardFacts,
  due: Temporal.Instant,
  { who, waited }: { who: string; waited: string },
  now: Temporal.Instant,
): string | undefined {
  const promise = promises.find((one) => one.due.equals(due))
  if (!promise) return undefined
  const by = moment(due, now)
  const solve = promise.metric === 'resolution'
  if (Temporal.Instant.compare(now, due) > 0)
    return solve
      ? `${who} was promised a solution by ${by}. This is late.`
      : `${who} has waited ${waited}. The promise was ${by}. This is late.`
  const promised = promiseInWords(promise.promised)
  return solve
    ? `Solve this for ${who} by ${by} to keep the promise of ${promised}.`
    : `${who} has waited ${waited}. Reply by ${by} to keep the promise of ${promised}.`
}
