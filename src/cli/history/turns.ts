export interface Said {
  direction: 'inbound' | 'outbound'
  at: Temporal.Instant
  agentId: number | null
}

export interface Turn {
  metric: 'first reply' | 'next reply'
  startedAt: Temporal.Instant
  dueAt: Temporal.Instant | null
  endedAt: Temporal.Instant | null
  endedAs: 'replied' | 'closed' | null
  agentId: number | null
}

export interface Course {
  openedAt: Temporal.Instant
  firstReplyAt: Temporal.Instant | null
  /** Who answered first had it. */
  claimedBy: number | null
  turns: Turn[]
}

/**
 * What a ticket's messages, in any order, make of it: the same turns of waiting as if each had come when it was written.
 * What comes after the close starts no turn.
 */
export function courseOf(
  messages: Said[],
  closedAt: Temporal.Instant | null,
  promise: (metric: 'firstReply' | 'nextReply', from: Temporal.Instant) => Temporal.Instant | null,
): Course {
  const ordered = messages.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at) || inboundFirst(a, b))
  const [first] = ordered
  if (!first) throw new Error('A ticket has a message')
  const reply = ordered.find(({ direction }) => direction === 'outbound')
  const turns: Turn[] = []
  let since: Temporal.Instant | null = null
  let replied = false
  const end = (endedAt: Turn['endedAt'], endedAs: Turn['endedAs'], agentId: number | null) => {
    if (since)
      turns.push({
        metric: replied ? 'next reply' : 'first reply',
        startedAt: since,
        dueAt: promise(replied ? 'nextReply' : 'firstReply', since),
        endedAt,
        endedAs,
        agentId,
      })
    since = null
  }
  for (const { direction, at, agentId } of ordered) {
    const afterwards = closedAt !== null && Temporal.Instant.compare(at, closedAt) > 0
    if (afterwards) end(closedAt, 'closed', null)
    else if (direction === 'inbound') since ??= at
    else end(at, 'replied', agentId)
    replied ||= direction === 'outbound'
  }
  end(closedAt, closedAt && 'closed', null)
  return { openedAt: first.at, firstReplyAt: reply?.at ?? null, claimedBy: reply?.agentId ?? null, turns }
}

/** Networks that count in seconds: what was answered in the same second came first. */
function inboundFirst(a: Said, b: Said): number {
  return Number(a.direction === 'outbound') - Number(b.direction === 'outbound')
}
