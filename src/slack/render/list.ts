import { durationInWords } from '../../sla/duration-in-words.ts'
import { actions, section } from '../blocks.ts'
import { inert, moment } from '../text.ts'
import type { Drawing } from './drawing.ts'

export interface ListFacts {
  /** The tickets it names, the one that is due first, first. */
  tickets: { id: number; since: Temporal.Instant; dueAt: Temporal.Instant; owner: string | undefined }[]
  /** Slack ids of those to be mentioned by this very post. */
  mention: string[]
  channelId: string
  /** A newer one stands further down. */
  moved: boolean
}

/** "Needs someone: 4 tickets, the first is due at 14:30." */
export function needsSomeone({ tickets, mention, channelId, moved }: ListFacts, now: Temporal.Instant): Drawing {
  const [first] = tickets
  if (moved) return { gone: true }
  if (!first) return words('Everybody who waited has someone now.')
  const was = isLate(first, now) ? 'was' : 'is'
  const when = `the first ${was} due at ${moment(first.dueAt, now)}`
  return words(`${mentions(mention)}Needs someone: ${counted(tickets.length)}, ${when}.`, [
    { id: 'claim-next', label: 'Claim Next', value: channelId, primary: true },
    { id: 'open-queue', label: 'Open Queue', value: channelId },
  ])
}

/** "3 tickets are late. The oldest waits 1 h 50 min.", for the leads, of all channels. */
export function late({ tickets, mention, moved }: ListFacts, now: Temporal.Instant): Drawing {
  if (moved) return { gone: true }
  const oldest = tickets.map(({ since }) => since).sort(Temporal.Instant.compare)[0]
  if (!oldest) return words('Nothing is late any more.')
  const lateNow = tickets.filter((ticket) => isLate(ticket, now)).length
  const soon = tickets.length - lateNow
  const sentence = [
    ...(lateNow ? [`${counted(lateNow)} ${are(lateNow)} late`] : []),
    ...(soon ? [`${counted(soon)} ${are(soon)} due soon`] : []),
  ].join(', ')
  const waited = durationInWords(oldest.until(now))
  return words(`${mentions(mention)}${sentence}. The oldest waits ${waited}.`, [
    { id: 'open-queue', label: 'Open Queue', value: '', primary: true },
  ])
}

/** "While Roost was away, 12 tickets fell due: Alan 7, Grace 5." One for all, in place of a reminder for each. */
export function meanwhile({ tickets, mention, channelId, moved }: ListFacts, now: Temporal.Instant): Drawing {
  const [first] = tickets
  if (moved) return { gone: true }
  if (!first) return words('What fell due while Roost was away is settled.')
  const each = [...Map.groupBy(tickets, ({ owner }) => owner ?? 'nobody')]
    .map(([owner, theirs]) => `${inert(owner)} ${theirs.length}`)
    .sort()
  const oldest = isLate(first, now) ? ` The first was due at ${moment(first.dueAt, now)}.` : ''
  return words(
    `${mentions(mention)}While Roost was away, ${counted(tickets.length)} fell due: ${each.join(', ')}.${oldest}`,
    [{ id: 'open-queue', label: 'Open Queue', value: channelId, primary: true }],
  )
}

function isLate({ dueAt }: ListFacts['tickets'][number], now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, dueAt) > 0
}

function words(text: string, faces: Parameters<typeof actions>[1] = []): Drawing {
  return { text, blocks: [section(text), ...(faces.length ? [actions('list', faces)] : [])] }
}

function mentions(slackIds: string[]): string {
  return slackIds.map((id) => `<@${id}> `).join('')
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are'
}

function counted(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`
}
