import { snoozeUntil } from '../../sla/snooze-until.ts'
import { draftOf, saveDraft, stopWriting } from '../../tickets/draft.ts'
import { rawIn } from '../../tickets/placeholders.ts'
import { Refusal } from '../../tickets/refusal.ts'
import { refusalFor } from '../../tickets/refusal-for.ts'
import { AskFirst, reply } from '../../tickets/reply.ts'
import { savedReplyOf } from '../../tickets/saved-reply.ts'
import { answerOf } from '../../tickets/suggest-answers.ts'
import { type CardFacts, cardFacts } from '../card-facts.ts'
import { wordsOf } from '../render/words-of.ts'
import { SAVED_REPLY } from '../saved-replies/menu.ts'
import { offered } from '../saved-replies/offered.ts'
import { worded } from '../saved-replies/worded.ts'
import { inert, named, oneLine } from '../text.ts'
import type { SentFile } from '../values.ts'
import { attachedIn, mostWords, problemWithFiles } from './attach.ts'
import type { Acting, Answer, Button, Choosing, Modal, Press, Submission } from './button.ts'
import { markRead } from './mark-read.ts'
import { fieldOf, type Held, MODAL_TAKES, replyModal } from './reply-modal.ts'
import { answerFor, USE_ANSWER } from './suggested.ts'
import { takesReplies, type Way, waysOf } from './ways.ts'

/** The only way to a customer: it shows as whom, to whom and where, before anything is typed. */
export const replyButton: Button = {
  id: 'reply',
  label: 'Reply',
  applies: (facts) => !facts.ticket.closedAt && takesReplies(facts),

  press: (press) => openReply(press),

  async submit(submission): Promise<Answer> {
    const { db, ticket, by, now, viewId } = submission
    const facts = await cardFacts(db, submission.networks, submission.workspaceId, ticket.id)
    const held = heldIn(submission)
    const text = held.text.trim()
    const way = chosenWay(submission, waysOf(facts, now))
    const { attached } = held
    const problem = problemWith(text, way, attached.length)
    if (problem) return { errors: { [fieldOf(held)]: problem } }
    const files = problemWithFiles(attached, way)
    if (files) return { errors: { [submission.values.has('attach') ? 'attach' : fieldOf(held)]: files } }
    const after = nextOf(submission)
    if ('refusal' in after) return { errors: { 'come-back': after.refusal } }
    const { seen = 0, evenIfTaken = false, saved: savedReplies } = held
    try {
      const sending = { text, place: way.place, next: after.next, submission: viewId, attached: going(attached, way) }
      await reply(db, ticket, { ...sending, seen, evenIfTaken, savedReplies }, by, now)
      return undefined
    } catch (error) {
      if (!(error instanceof AskFirst)) throw error
      const { saved, round } = held
      const asking = { text, attached, saved, round, question: questionOf(facts, error), place: way.place }
      return { update: submission.again(await replyModal(submission, facts, asking)) }
    }
  },

  type: ({ db, ticket, by, now, text, viewId, at }) => saveDraft(db, ticket, { text, submission: viewId, at }, by, now),

  leave: ({ db, ticket, by }) => stopWriting(db, ticket, by),

  choices: { [SAVED_REPLY]: withSavedReply, [USE_ANSWER]: withAnswer },

  options: offered,
}

/** With what was typed before and, below it, `added`. Throws a `Refusal`: there is nowhere to reply to, or no longer. */
export async function openReply(acting: Acting & Pick<Press, 'open'>, added = ''): Promise<void> {
  const { db, networks, workspaceId, ticket, by } = acting
  const facts = await cardFacts(db, networks, workspaceId, ticket.id)
  if (ticket.closedAt) throw await refusalFor(db, ticket, by, acting.now)
  if (!takesReplies(facts))
    throw new Refusal('Nobody can be written to from here. Reach them another way, and close the ticket.')
  const { text, attached } = unsent(facts)
  const before = (await draftOf(db, ticket, by)) ?? text
  const begun = [before, added].filter(Boolean).join('\n\n')
  if (begun.length > MODAL_TAKES)
    throw new Refusal('It does not fit below your draft: a reply has at most 3,000 characters here.')
  await acting.open(await replyModal(acting, facts, { text: begun, attached, saved: [], round: 0 }))
  markRead(acting)
}

/** What is in the modal at this moment. */
function heldIn(submission: Submission): Held {
  const { values, carried } = submission
  const round = Number(carried.round ?? 0)
  return {
    ...{ text: values.text(fieldOf({ round })), round, seen: Number(carried.seen ?? 0) },
    attached: attachedIn(submission),
    saved: Array.isArray(carried.saved) ? carried.saved.map(Number) : [],
    evenIfTaken: carried.evenIfTaken === true,
  }
}

/** Puts it below what was typed, for the agent to edit. */
async function withSavedReply(choosing: Choosing): Promise<Modal> {
  const { db, networks, workspaceId, ticket, chosen } = choosing
  const saved = await savedReplyOf(db, workspaceId, Number(chosen))
  const facts = await cardFacts(db, networks, workspaceId, ticket.id)
  if (!saved) return withText(choosing, facts, '', { trouble: 'Somebody has deleted this saved reply meanwhile.' })
  return withText(choosing, facts, worded(saved, facts, choosing.by), { saved: saved.id })
}

async function withAnswer(choosing: Choosing): Promise<Modal> {
  const { db, networks, workspaceId, ticket, chosen, by } = choosing
  const answer = await answerOf(db, workspaceId, Number(chosen))
  const facts = await cardFacts(db, networks, workspaceId, ticket.id)
  return withText(choosing, facts, answer ? answerFor(answer, facts, by) : '', {})
}

async function withText(
  choosing: Choosing,
  facts: CardFacts,
  added: string,
  { trouble, saved }: { trouble?: string; saved?: number },
): Promise<Modal> {
  const { db, ticket, by, now, viewId, at } = choosing
  const held = heldIn(choosing)
  const text = [held.text.trimEnd(), added].filter(Boolean).join('\n\n')
  const fits = text.length <= MODAL_TAKES
  const next = fits
    ? { ...held, text, saved: saved === undefined ? held.saved : [...held.saved, saved] }
    : { ...held, trouble: 'It does not fit below what you have typed: a reply has at most 3,000 characters here.' }
  await saveDraft(db, ticket, { text: next.text, submission: viewId, at }, by, now)
  return replyModal(choosing, facts, { ...next, round: held.round + 1, ...(trouble ? { trouble } : {}) })
}

/** A reply that did not go out is there again: nothing typed is lost. */
function unsent({ reply, unsettled }: CardFacts): Pick<Held, 'text' | 'attached'> {
  return [reply, unsettled].find((one) => one?.failedAt) ?? { text: '', attached: [] }
}

function going(files: SentFile[], { attach }: Way) {
  const attached = files.map(({ id, name, filetype, size }) => ({ id, name, filetype, size }))
  return attach?.apart ? { apart: attached } : { together: attached }
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
  const [raw] = rawIn(text)
  if (raw !== undefined) return `{${raw}} would go out as it stands. Write what it is to say, or take it out.`
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
