import { durationInWords } from '../../sla/duration-in-words.ts'
import { actions, section } from '../blocks.ts'
import { moment } from '../text.ts'
import type { Drawing } from './drawing.ts'

export interface ListFacts {
  /** The tickets it names, the one that is due first, first. */
  tickets: { id: number; since: Temporal.Instant; dueAt: Temporal.Instant }[]
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
  const late = Temporal.Instant.compare(now, first.dueAt) > 0
  const when = late
    ? `the first was due at ${moment(first.dueAt, now)}`
    : `the first is due at ${moment(first.dueAt, now)}`
  return words(`${mentions(mention)}Needs someone: ${counted(tickets.length)}, ${when}.`, [
    { id: 'claim-next', label: 'Claim Next', value: channelId, primary: true },
    { id: 'open-queue', label: 'Open Queue', value: channelId },
  ])
}

/** "3 tickets are late. The oldest waits 1 h 50 min." */
export function late({ tickets, mention, channelId, moved }: ListFacts, now: Temporal.Instant): Drawing {
  if (moved) return { gone: true }
  const oldest = tickets.map(({ since }) => since).sort(Temporal.Instant.compare)[0]
  if (!oldest) return words('Nothing is late any more.')
  const are = tickets.length === 1 ? 'is' : 'are'
  const waited = durationInWords(oldest.until(now))
  return words(`${mentions(mention)}${counted(tickets.length)} ${are} late. The oldest waits ${waited}.`, [
    { id: 'open-queue', label: 'Open Queue', value: channelId, primary: true },
  ])
}

function words(text: string, faces: Parameters<typeof actions>[1] = []): Drawing {
  return { text, blocks: [section(text), ...(faces.length ? [actions('list', faces)] : [])] }
}

function mentions(slackIds: string[]): string {
  return slackIds.map((id) => `<@${id}> `).join('')
}

function counted(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`
}
