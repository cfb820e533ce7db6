import type { KnownBlock } from '@slack/types'
import type { Place } from '../../networks/network.ts'
import { snoozeUntil } from '../../sla/snooze-until.ts'
import { draftOf, saveDraft, stopWriting } from '../../tickets/draft.ts'
import { AskFirst, type Attached, reply } from '../../tickets/reply.ts'
import { conversationOf } from '../../tickets/ticket.ts'
import { context, section } from '../blocks.ts'
import { type CardFacts, cardFacts } from '../card-facts.ts'
import { radio, select, textInput } from '../inputs.ts'
import { wordsOf } from '../render/words-of.ts'
import { inert, moment, named, oneLine } from '../text.ts'
import { attachBlocks, attachedIn, mostWords, problemWithFiles } from './attach.ts'
import type { Acting, Answer, Button, Modal, Submission } from './button.ts'
import { type Way, waysOf } from './ways.ts'

/** A modal's input takes no more, whatever the network would. */
const MODAL_TAKES = 3000
const COME_BACK = ['30 minutes', '1 hour', '2 hours', '4 hours', 'tomorrow 9:00'] as const

/** The only way to a customer: it shows as whom, to whom and where, before anything is typed. */
export const replyButton: Button = {
  id: 'reply',
  label: 'Reply',
  applies: ({ ticket }) => !ticket.closedAt,

  async press(press) {
    const facts = await cardFacts(press.db, press.networks, press.workspaceId, press.ticket.id)
    const draft = await draftOf(press.db, press.ticket, press.by)
    const { text, attached } = unsent(facts)
    await press.open(await replyModal(press, facts, { text: draft ?? text, attached }))
  },

  async submit(submission): Promise<Answer> {
    const { db, ticket, by, now, values, viewId, carried } = submission
    const facts = await cardFacts(db, submission.networks, submission.workspaceId, ticket.id)
    const text = values.text('reply').trim()
    const way = chosenWay(submission, waysOf(facts, now))
    const { files, attached } = attachedIn(submission)
    const problem = problemWith(text, way, attached.length)
    if (problem) return { errors: { reply: problem } }
    const tooMuch = problemWithFiles(files, way)
    if (tooMuch) return { errors: { attach: tooMuch } }
    const after = nextOf(submission)
    if ('refusal' in after) return { errors: { 'come-back': after.refusal } }
    try {
      const evenIfTaken = carried.evenIfTaken === true
      const draft = { text, place: way.place, next: after.next, submission: viewId, seen: Number(carried.seen ?? 0) }
      const going = way.attach?.apart ? { apart: attached } : { together: attached }
      await reply(db, ticket, { ...draft, evenIfTaken, attached: going }, by, now)
      return undefined
    } catch (error) {
      if (!(error instanceof AskFirst)) throw error
      const question = questionOf(facts, error)
      return {
        update: submission.again(await replyModal(submission, facts, { text, attached, question, place: way.place })),
      }
    }
  },

  type: ({ db, ticket, by, now, text, viewId, at }) => saveDraft(db, ticket, { text, submission: viewId, at }, by, now),

  leave: ({ db, ticket, by }) => stopWriting(db, ticket, by),
}

interface Draft {
  text: string
  attached: Attached[]
  question?: string
  place?: Place
}

async function replyModal(acting: Acting, facts: CardFacts, draft: Draft): Promise<Modal> {
  const { db, ticket, now } = acting
  const recent = await conversationOf(db, ticket, { most: 5, notes: false })
  const ways = waysOf(facts, now)
  const start = ways.find(({ place }) => place === (draft.place ?? lastPlace(facts))) ?? ways[0]
  const who = facts.customer.name ?? facts.customer.handle ?? 'the customer'
  return {
    id: 'reply',
    title: `Reply to ${who.split(/\s/)[0]}`,
    submit: 'Send Reply',
    tellsWhenClosed: true,
    carry: {
      ...{ seen: Math.max(0, ...recent.map(({ id }) => id)), evenIfTaken: Boolean(draft.question) },
      ...(draft.attached.length > 0 ? { attached: draft.attached } : {}),
    },
    blocks: [
      ...(draft.question ? [section(`:warning: ${draft.question}`)] : []),
      section(start ? `From ${inert(facts.account.name)} to ${addressee(facts)} · ${start.says}` : cannot(facts)),
      ...recent.map((message) => said(facts, message, now)),
      textInput({
        id: 'reply',
        label: 'Reply',
        hint: hintOf(facts, ways, now),
        multiline: true,
        initial: draft.text,
        focus: true,
        telling: true,
      }),
      ...attachBlocks(ways, draft.attached),
      ...(ways.length > 1
        ? [
            radio({
              id: 'where',
              label: 'Where',
              choices: ways.map(({ place, label }) => [place, label]),
              initial: start?.place ?? ticket.place,
            }),
          ]
        : []),
      radio({
        id: 'then',
        label: 'Then',
        choices: [
          ['their turn', `${who.split(/\s/)[0]}’s turn`],
          ['come back', 'I’ll come back'],
          ['close', 'Done, close'],
        ],
        initial: 'their turn',
      }),
      select({
        id: 'come-back',
        label: 'Come back in',
        hint: 'Kept as a promise of its own, if you choose “I’ll come back”.',
        choices: COME_BACK.map((time) => [time, time]),
        initial: '2 hours',
        optional: true,
      }),
    ],
  }
}

function addressee({ customer }: CardFacts): string {
  return customer.handle ? `@${inert(customer.handle)}` : named(customer.name ?? 'the customer')
}

function said({ customer }: CardFacts, message: CardFacts['said'][number], now: Temporal.Instant): KnownBlock {
  const who = message.direction === 'inbound' ? named((customer.name ?? 'The customer').split(/\s/)[0] ?? '') : 'We'
  return context(`*${who}*, ${moment(message.at, now)}: ${oneLine(wordsOf(message), 400)}`)
}

function lastPlace({ said, ticket }: CardFacts): Place {
  return said.at(-1)?.place ?? ticket.place
}

/** A reply that did not go out is there again: nothing typed is lost. */
function unsent({ reply }: CardFacts): Pick<Draft, 'text' | 'attached'> {
  return reply?.failedAt ? reply : { text: '', attached: [] }
}

function hintOf({ ticket, network }: CardFacts, ways: Way[], now: Temporal.Instant): string {
  const [most, ...others] = ways.map(({ place, limit }) => {
    const number = Math.min(limit.most, MODAL_TAKES).toLocaleString('en')
    return ways.length > 1 ? `${number} ${limit.unit} in ${place}` : `${number} ${limit.unit}`
  })
  const minutes = ticket.windowUntil && (ticket.windowUntil.epochMilliseconds - now.epochMilliseconds) / 60_000
  const left = minutes && minutes > 0 ? ` ${network.label} lets us answer for another ${lasting(minutes)}.` : ''
  const notes = ways.flatMap(({ limit }) => limit.note ?? [])
  return [`Up to ${[most, ...others].join(', ')}.${left}`, ...new Set(notes)].join(' ')
}

function lasting(minutes: number): string {
  return minutes < 60 ? `${Math.ceil(minutes)} min` : `${Math.floor(minutes / 60)} h`
}

function cannot({ network }: CardFacts): string {
  return `:warning: ${network.label} takes no reply here. You can close the ticket, or answer on ${network.label} itself.`
}

function chosenWay({ values }: Submission, ways: Way[]): Way {
  const way = ways.find(({ place }) => place === values.choice('where')) ?? ways[0]
  return (
    way ?? {
      place: 'private',
      label: '',
      says: '',
      limit: { most: 0, count: () => 0, unit: '' },
      closed: 'This network takes no reply here.',
    }
  )
}

function problemWith(text: string, way: Way, files: number): string | undefined {
  if (way.closed) return way.closed
  if (!text) return 'Write something first.'
  const { count, unit } = way.limit
  const most = mostWords(way, files)
  const length = count(text)
  if (length <= most) return undefined
  const [is, takes, over] = [length, most, length - most].map((number) => number.toLocaleString('en'))
  return `${is} ${unit}; ${way.network} takes ${takes}${most < way.limit.most ? ' with files' : ''}. Shorten by ${over}.`
}

function nextOf({ values, by, now }: Submission) {
  switch (values.choice('then')) {
    case 'close':
      return { next: 'close' as const }
    case 'come back': {
      const read = snoozeUntil(values.choice('come-back') ?? '2 hours', by.timeZone ?? 'UTC', now)
      return 'refusal' in read ? read : { next: { comeBackAt: read.until } }
    }
    default:
      return { next: 'their turn' as const }
  }
}

function questionOf({ customer }: CardFacts, { meanwhile, owner }: AskFirst): string {
  const wrote = meanwhile.map((message) => {
    const who = message.direction === 'inbound' ? named(customer.name ?? 'The customer') : 'A colleague'
    return `${who} wrote ${message.direction === 'inbound' ? 'again' : 'meanwhile'}: _${oneLine(wordsOf(message), 300)}_`
  })
  const taken = owner ? [`${inert(owner)} has this ticket.`] : []
  return `${[...taken, ...wrote].join('\n')}\nSend anyway?`
}
