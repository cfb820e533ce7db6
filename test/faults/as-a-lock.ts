import type { Asked } from './presses.ts'

/** One of `events`, in the order they were committed: a ticket's row is locked before its event takes a number. */
export interface Happened {
  ticket: number
  name: string
  slackId: string | null
  /** Milliseconds since 1970, between the press and its ack. */
  at: number
  data: Record<string, unknown>
}

export interface State {
  owner: string | null
  closed: boolean
}

const EVENT_OF: Record<string, string> = {
  claim: 'ticket.claimed',
  release: 'ticket.released',
  close: 'ticket.closed',
  reopen: 'ticket.reopened',
}

/** Whether a verb may be done in this state; where not, who asks is refused. */
function may(verb: string, { owner, closed }: State, by: string | null): boolean {
  if (verb === 'reopen') return closed
  if (closed) return false
  if (verb === 'claim') return owner === null
  return verb === 'release' ? owner === by : true
}

/** What each event made of a ticket, beginning with a new one. */
export function states(events: Happened[]): State[] {
  const all: State[] = [{ owner: null, closed: false }]
  for (const { name, slackId, data } of events) {
    const { owner, closed } = all.at(-1) ?? { owner: null, closed: false }
    const next: Record<string, State> = {
      'ticket.claimed': { owner: slackId, closed },
      'ticket.released': { owner: null, closed },
      // Whoever answers what is nobody's has taken it.
      'reply.queued': { owner: owner ?? slackId, closed },
      'ticket.closed': { owner, closed: true },
      'ticket.reopened': { owner: data.slip ? owner : slackId, closed: false },
    }
    all.push(next[name] ?? { owner, closed })
  }
  return all
}

/**
 * Holds what agents asked for, and when, against what happened to one ticket: an order of all of it in which each was
 * done or refused as by a lock, and which nobody's watch speaks against. Gives every breach as a sentence.
 */
export function notAsALock(events: Happened[], asked: Asked[]): string[] {
  const stood = states(events)
  const askedFor = events.map(
    (event) => asked.findLast((one) => fits(one, event, 2)) ?? asked.findLast((one) => fits(one, event, DOUBT)),
  )
  const illegal = events.flatMap(({ name, slackId }, place) => {
    const [verb] = Object.entries(EVENT_OF).find(([, event]) => event === name) ?? []
    const before = stood[place]
    return verb && before && !may(verb, before, slackId) ? [`${name} by ${slackId} while ${inWords(before)}`] : []
  })
  const nobodys = events.flatMap(({ name, slackId }, place) =>
    Object.values(EVENT_OF).includes(name) && !askedFor[place] ? [`${name} by ${slackId}, who never asked`] : [],
  )
  const inOrder = askedFor.filter((one) => one !== undefined)
  const turned = inOrder.flatMap((one, place) => {
    const next = inOrder[place + 1]
    return next && next.to < one.from ? [`${next.verb} by ${next.slackId} was acked, and came after ${one.verb}`] : []
  })
  const lost = asked
    .filter((one) => one.acked && EVENT_OF[one.verb] && !askedFor.includes(one))
    .filter((one) => !stood.some((state, place) => !may(one.verb, state, one.slackId) && meets(one, place)))
    .map((one) => `${one.verb} by ${one.slackId} was acked, and neither done nor refused`)
  return [...illegal, ...nobodys, ...turned, ...lost]

  /** Whether the ticket may have stood so while this was asked for. */
  function meets({ from, to }: Asked, place: number): boolean {
    const since = place === 0 ? 0 : (events[place - 1]?.at ?? 0)
    const until = askedFor[place]?.to ?? events[place]?.at ?? Number.POSITIVE_INFINITY
    return since <= to && from <= until
  }
}

/** In milliseconds. A replica's clock is as exact as the answer was prompt by which it was set. */
const DOUBT = 100

function fits({ verb, slackId, from, to }: Asked, { name, slackId: by, at }: Happened, within: number): boolean {
  return EVENT_OF[verb] === name && slackId === by && from - within <= at && at <= to + within
}

function inWords({ owner, closed }: State): string {
  return closed ? 'it is closed' : owner ? `${owner} has it` : 'nobody has it'
}
