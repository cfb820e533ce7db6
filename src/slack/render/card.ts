import type { KnownBlock } from '@slack/types'
import { languageName } from '../../rules/language-name.ts'
import type { Clock } from '../../sla/clock.ts'
import { standingInWords } from '../../sla/standing-in-words.ts'
import { actions, type ButtonFace, context, section } from '../blocks.ts'
import type { CardFacts } from '../card-facts.ts'
import { inert, link, moment, named, oneLine, quoted } from '../text.ts'
import { attachmentsOf } from './attachments.ts'
import type { Words } from './drawing.ts'
import { knownAs, knownPlainlyAs } from './known-as.ts'
import { type ReplyState, replyStates } from './reply-state.ts'
import { wordsOf } from './words-of.ts'

const QUOTED = 700

/** What can be pressed on a card: beside each other, and in its menu. */
export interface Faces {
  first: ButtonFace[]
  more: { label: string; value: string }[]
}

/** The card of a ticket: from current rows to blocks, pure. Says the same in `text` for a screen reader and Slack's search. */
export function card(facts: CardFacts, faces: Faces, now: Temporal.Instant, called?: string): Words {
  return facts.ticket.closedAt ? closedCard(facts, faces, now) : openCard(facts, faces, now, called)
}

function openCard(facts: CardFacts, { first, more }: Faces, now: Temporal.Instant, called: string | undefined): Words {
  const { ticket } = facts
  const lines = [aboutLine(facts), statusLine(facts, now, called), clockLine(facts, now), detailLine(facts)]
  const [about, status, clock, detail] = lines
  const replies = replyStates(facts, now)
  return {
    text: called ? `<@${called}> ${preview(facts)}` : preview(facts),
    blocks: [
      section(`*${title(facts)}*`),
      customerLine(facts),
      ...(about ? [context(about)] : []),
      ...said(facts, now),
      ...(status ? [context(status)] : []),
      ...replies.map((reply) => context(reply.text)),
      ...(clock ? [context(clock)] : []),
      ...(detail ? [context(detail)] : []),
      ...pressedOn(ticket, replies),
      actions(`card/${ticket.id}`, first, more),
    ],
  }
}

/** What a reply that went badly lets one choose. */
function pressedOn({ id }: CardFacts['ticket'], replies: ReplyState[]): KnownBlock[] {
  return replies.flatMap(({ buttons }, place) => (buttons.length ? [actions(`reply/${id}/${place}`, buttons)] : []))
}

/** A phone shows two lines of it: who and what come first, then where and the number to search for. */
function preview({ ticket, customer, account, network, said }: CardFacts): string {
  const what = said.map((message) => oneLine(wordsOf(message), 200)).join(' / ')
  const where = `${network.label} ${network.nouns[ticket.place]} to ${inert(account.name)}`
  return `${knownPlainlyAs(customer) ?? 'A customer'}: ${what} · ${where} · #${ticket.id}`
}

function closedCard(facts: CardFacts, { first }: Faces, now: Temporal.Instant): Words {
  const { ticket, customer } = facts
  const who = named(customer.name ?? customer.handle ?? 'a customer')
  const where = `${facts.network.label} to ${inert(facts.account.name)}`
  const when = ticket.closedAt ? moment(ticket.closedAt, now) : ''
  const tags = ticket.tags.length ? ` · Tags: ${inert(ticket.tags.join(', '))}` : ''
  const text = `#${ticket.id} ${who} · ${where} · ${closing(facts, when)}${tags}`
  const last = facts.said.at(-1)
  const thanks = saidThanks(facts)
  const loud = replyStates(facts, now).filter((reply) => reply.loud)
  return {
    text,
    blocks: [
      section(text),
      ...(last?.deletedAt ? [context(`${who} deleted a message at ${moment(last.deletedAt, now)}`)] : []),
      ...(thanks ? [context(`${who} ${saidOf(ticket, thanks)}`)] : []),
      ...loud.map((reply) => context(reply.text)),
      ...pressedOn(ticket, loud),
      actions(`card/${ticket.id}`, first),
    ],
  }
}

function closing({ ticket, closer, customer }: CardFacts, when: string): string {
  if (ticket.closedAs === 'customer silent')
    return `closed by itself at ${when}, without another word from ${named(customer.name ?? 'the customer')}`
  const where = ticket.elsewhere ? `: ${elsewhere(ticket.elsewhere)}` : ''
  return `closed by ${inert(closer?.name ?? 'Roost')} at ${when}, ${ticket.closedAs}${where}`
}

/** A link of an agent's, or words; neither does anything else. */
function elsewhere(where: string): string {
  return URL.canParse(where) ? link(where, oneLine(where, 100)) : oneLine(where, 300)
}

function saidOf({ ratedAt, satisfaction }: CardFacts['ticket'], thanks: CardFacts['said'][number]): string {
  const rates = ratedAt && thanks.at.equals(ratedAt)
  return rates ? `says how we did: ${satisfaction} of 5.` : `said thanks. _${oneLine(wordsOf(thanks), 200)}_`
}

/** Of a customer's messages only thanks, and how we did, join a closed ticket. */
function saidThanks({ ticket, said }: CardFacts) {
  const last = said.at(-1)
  const { closedAt } = ticket
  return last && !last.deletedAt && closedAt && Temporal.Instant.compare(last.receivedAt, closedAt) >= 0
    ? last
    : undefined
}

function title({ ticket, account, network, said }: CardFacts): string {
  const original = said.at(-1)?.url ?? ticket.about?.url
  return `${link(original, network.label)} ${network.nouns[ticket.place]} to ${inert(account.name)} · #${ticket.id}`
}

/** Who wrote: also on a card that is shared. */
export function customerLine({ customer, earlier, foreign, elsewhere }: CardFacts): KnownBlock {
  const parts = [
    knownAs(customer),
    ...(foreign ? [`writes in ${languageName(foreign)}`] : []),
    ...(earlier ? [`${earlier} earlier`] : []),
    ...(elsewhere ? [`open now: #${elsewhere.id}${elsewhere.owner ? `, ${inert(elsewhere.owner)} has it` : ''}`] : []),
  ]
  return context(parts.join(' · '), picture(customer.pictureUrl, customer.name ?? 'The customer'))
}

function aboutLine({ ticket }: CardFacts): string | undefined {
  if (!ticket.about?.text && !ticket.about?.url) return undefined
  return `On our post: ${link(ticket.about.url, oneLine(ticket.about.text ?? 'see it there', 70))}`
}

/** What was written, deleted or edited. */
export function said(facts: CardFacts, now: Temporal.Instant): KnownBlock[] {
  const { said, ticket, customer } = facts
  const share = Math.max(120, Math.floor(QUOTED / Math.max(1, said.length)))
  return said.slice(-5).flatMap((message) => {
    if (message.deletedAt)
      return [context(`_${named(customer.name ?? 'The customer')} deleted this at ${moment(message.deletedAt, now)}_`)]
    const stars = message.rating ? `${'★'.repeat(message.rating)}${'☆'.repeat(Math.max(0, 5 - message.rating))}\n` : ''
    const { pictures, others } = attachmentsOf(facts, message)
    const [first, ...more] = pictures
    const beside = [...(more.length ? [`${more.length} more in Show All`] : []), ...few(others)]
    return [
      section(stars + quoted(wordsOf(message), said.length === 1 ? QUOTED : share), first),
      ...(beside.length ? [context(beside.join(' · '))] : []),
      ...(message.editedAt ? [context(`edited ${moment(message.editedAt, now)}`)] : []),
      ...(message.place !== ticket.place ? [context('in private')] : []),
    ]
  })
}

/** A source of one's own may send a hundred links, each as long as it likes. */
function few(others: string[]): string[] {
  const fit = others.filter(
    (one, place) => place < 10 && one.length < 300 && others.slice(0, place).join('').length < 600,
  )
  return fit.length < others.length ? [...fit, `${others.length - fit.length} more in Show All`] : fit
}

function statusLine(
  { ticket, owner, writing, customer }: CardFacts,
  now: Temporal.Instant,
  called: string | undefined,
): string | undefined {
  const parts = [
    ...(called ? [`<@${called}>, it is your turn`] : []),
    ...(owner && ticket.claimedAt && !called
      ? [`*${inert(owner.name)}* took this at ${moment(ticket.claimedAt, now)}`]
      : []),
    ...(writing.length ? [`${inert(writing.join(' and '))} ${writing.length > 1 ? 'are' : 'is'} writing`] : []),
    ...(ticket.snoozedAt ? [`Snoozed until ${snoozeEnd(ticket, customer, now)}`] : []),
    ...(ticket.comeBackAt ? [`Promised to come back by ${moment(ticket.comeBackAt, now)}`] : []),
    ...(ticket.reopenedAt ? [`Reopened at ${moment(ticket.reopenedAt, now)}`] : []),
  ]
  return parts.length ? parts.join(' · ') : undefined
}

function snoozeEnd(
  { snoozedUntil }: CardFacts['ticket'],
  { name }: CardFacts['customer'],
  now: Temporal.Instant,
): string {
  return snoozedUntil ? moment(snoozedUntil, now) : `${named(name ?? 'the customer')} answers`
}

/** Absolute times, in words that change only at thresholds: each change of a card costs one of few updates. */
function clockLine(
  { ticket, network, running, clock, promises }: CardFacts,
  now: Temporal.Instant,
): string | undefined {
  const stands = clock(now)
  const standing = standingInWords(stands, (at) => moment(at, now))
  const parts = [
    ...(standing ? [loud(standing, stands)] : []),
    ...(stands.counts?.what === 'window'
      ? promises.slice(0, 1).map(({ due }) => `promised by ${moment(due, now)}`)
      : running && ticket.windowUntil
        ? [window(network.label, ticket.windowUntil, now)]
        : []),
  ]
  return parts.length ? parts.join(' · ') : undefined
}

/** Bold and a circle stand beside the words, never in place of them. */
function loud(standing: string, { state }: Clock): string {
  if (state === 'late') return `:red_circle: *${standing}*`
  return state === 'soon' ? `*${standing}*` : standing
}

function window(label: string, until: Temporal.Instant, now: Temporal.Instant): string {
  return Temporal.Instant.compare(now, until) < 0
    ? `${label} lets us answer until ${moment(until, now)}`
    : `${label} no longer lets us answer since ${moment(until, now)}`
}

function detailLine({ ticket }: CardFacts): string | undefined {
  const parts = [
    ...(ticket.priority === 'normal' ? [] : [`Priority ${ticket.priority}`]),
    ...(ticket.tags.length ? [`Tags: ${inert(ticket.tags.join(', '))}`] : []),
  ]
  return parts.length ? parts.join(' · ') : undefined
}

function picture(url: string | null | undefined, alt: string) {
  return url && /^https?:\/\//i.test(url) && url.length <= 3000 ? { url, alt } : undefined
}
