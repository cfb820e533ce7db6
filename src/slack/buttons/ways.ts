import type { AttachmentLimit, Network, Place } from '../../networks/network.ts'
import type { CardFacts } from '../card-facts.ts'

/** A way to answer this ticket now. */
export interface Way {
  place: Place
  /** As a choice: `Public comment`, `Private message, once, 6 days left`. */
  label: string
  /** As a warning before typing: `public comment on Instagram, everyone can read it`. */
  says: string
  limit: Network['limits']['text'][Place]
  /** What may go along; undefined: only words. */
  attach?: AttachmentLimit
  network?: string
  /** Why it would be refused if tried. */
  closed?: string
}

/** From what the network can do, where the customer wrote, and what time is left. */
export function waysOf(facts: CardFacts, now: Temporal.Instant): Way[] {
  if (!takesReplies(facts)) return []
  const { ticket, network } = facts
  const limits = network.limits.ofAccount?.(facts.account) ?? network.limits.text
  const own = ownWay(facts, now)
  const toPrivate = ticket.place === 'public' ? privateWay(facts, now) : undefined
  return [own, toPrivate]
    .filter((way) => way !== undefined)
    .map(({ wordsOnly, ...way }) => {
      const attach = wordsOnly ? undefined : network.limits.attachments?.(facts.account)[way.place]
      return { ...way, network: network.label, limit: limits[way.place], ...(attach ? { attach } : {}) }
    })
}

/** A source that only tells, and what was told in person, have nowhere to reply to. */
export function takesReplies({ network, account }: CardFacts): boolean {
  return network.takesReplies?.(account) ?? true
}

type Draft = Omit<Way, 'limit' | 'attach'> & { wordsOnly?: true }

function ownWay({ ticket, network, account, said }: CardFacts, now: Temporal.Instant): Draft | undefined {
  const noun = network.nouns[ticket.place]
  if (ticket.place === 'public' && network.can.publicReply)
    return {
      place: 'public',
      label: `Public ${noun}`,
      says: `public ${noun} on ${network.label}, everyone can read it`,
      closed: said.at(-1)?.unanswerable ?? undefined,
    }
  if (ticket.place === 'review' && network.can.reviewReply)
    return {
      place: 'review',
      label: `Public reply to the ${noun}`,
      says: `reply to the ${noun} on ${network.label}, everyone can read it`,
    }
  if (ticket.place !== 'private' || !network.can.privateReply) return undefined
  const way: Draft = { place: 'private', label: `Private ${noun}`, says: `private ${noun} on ${network.label}` }
  const until = ticket.windowUntil
  if (!until || Temporal.Instant.compare(now, until) < 0) return way
  const last = network.afterWindow
  const open = last && account.options[last.option] && isWithin(last.within, said, now)
  if (open) return { ...way, says: `${way.says}. ${last.says}`, wordsOnly: true }
  return { ...way, closed: `${network.label} no longer lets us answer here: the customer must write again first.` }
}

/** Once a private way is open it stays open; opening it is possible once per message, for a while. */
function privateWay({ network, said, reply, privateOpen }: CardFacts, now: Temporal.Instant): Draft | undefined {
  const label = `Private ${network.nouns.private}`
  if (privateOpen) return { place: 'private', label, says: `private ${network.nouns.private} on ${network.label}` }
  const offer = network.can.privateReplyToPublic
  if (offer && !offer.within)
    return { place: 'private', label, says: `private ${network.nouns.private} on ${network.label}` }
  const within = offer?.within
  const first = said.at(-1)
  if (!within || !first || (reply?.place === 'private' && !reply.failedAt)) return undefined
  const until = first.at.add({ milliseconds: within.total('milliseconds') })
  const left = (until.epochMilliseconds - now.epochMilliseconds) / 3_600_000
  if (left <= 0) return undefined
  const time = left > 48 ? `${Math.floor(left / 24)} days left` : `${Math.floor(left)} h left`
  return {
    place: 'private',
    label: `${label}, once, ${time}`,
    says: `private ${network.nouns.private} on ${network.label}, once`,
    wordsOnly: true,
  }
}

/** What is left after the window lasts for a while from the customer's last message, or for ever. */
function isWithin(within: Temporal.Duration | undefined, said: CardFacts['said'], now: Temporal.Instant): boolean {
  const last = said.at(-1)
  if (!within || !last) return true
  const until = last.at.add({ milliseconds: within.total('milliseconds') })
  return Temporal.Instant.compare(now, until) < 0
}
