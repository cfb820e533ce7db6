import type { KnownBlock } from '@slack/types'
import { languageName } from '../../rules/language-name.ts'
import { badgeWords } from '../../stats/badge-words.ts'
import type { Part } from '../../stats/breakdown.ts'
import type { AgentPart } from '../../stats/by-agent.ts'
import type { ByHour } from '../../stats/by-hour.ts'
import type { Details } from '../../stats/details.ts'
import { beside } from '../../stats/expectations.ts'
import type { Spread } from '../../stats/spread.ts'
import { linesOf, plural, took } from '../../stats/words.ts'
import { actions, plainText, section } from '../blocks.ts'
import type { Networks } from '../card-facts.ts'
import { inert } from '../text.ts'
import type { Subject } from './subject.ts'

const SHOWN = 20

/** All parts of some figures, for a modal. */
export function detailsBlocks(details: Details, subject: Subject, networks: Networks, leads: boolean): KnownBlock[] {
  const { figures, touches } = details
  const label = (network: string) => networks.get(network)?.label ?? network
  const lines = [
    ...linesOf(figures),
    ...(touches.repliesPerTicket === null
      ? []
      : [
          {
            label: 'Replies to a solved ticket',
            says: `${touches.repliesPerTicket.toFixed(1)} on average, ${touches.oneTouch} % took one`,
          },
        ]),
  ]
  return [
    withOtherDays(section(`*${inert(subject.title(figures.asOf))}*`), subject),
    section(lines.map(({ label, says }) => `*${label}*: ${inert(says)}`).join('\n')),
    section(inert(beside(figures.within))),
    ...parts('By network', details.network, label),
    ...parts('By account', details.account),
    ...parts('By place', details.place, (place) => places[place] ?? place),
    ...parts('By language', details.language, (code) => (code ? languageName(code) : 'Too short to tell')),
    ...parts('By tag', details.tag),
    ...when(details.hours),
    ...details.badges.map(({ account, badge }) =>
      section(`*Meta’s badge for ${inert(account)}, as of now*\n${inert(badgeWords(badge))}`),
    ),
    ...people(details.agents, leads),
    ...(leads ? [actions('figures', [{ id: 'export', label: 'Export…', value: subject.value }])] : []),
  ]
}

const places: Record<string, string> = { public: 'Public', private: 'Private', review: 'Reviews' }

const otherDays = [
  ['today', 'Today'],
  ['yesterday', 'Yesterday'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
] as const

function withOtherDays(block: KnownBlock, subject: Subject): KnownBlock {
  if (block.type !== 'section') return block
  const options = otherDays.map(([span, label]) => ({
    text: plainText(label, 75),
    value: `details:${subject.of(span)}`,
  }))
  // A menu's value holds 150 characters: a longer question has its own days alone.
  if (options.some(({ value }) => value.length > 150)) return block
  const placeholder = plainText('Other days', 150)
  return { ...block, accessory: { type: 'static_select', action_id: 'more', placeholder, options } }
}

function parts(title: string, all: Part[], label: (name: string) => string = (name) => name): KnownBlock[] {
  if (all.length === 0) return []
  // The names stay in alphabetical order; only what is rare is left out.
  const least = all.toSorted((a, b) => b.tickets - a.tickets)[SHOWN - 1]?.tickets ?? 0
  const shown = all.filter(({ tickets }) => tickets >= least).slice(0, SHOWN)
  const left = all.length - shown.length
  const lines = shown.map(
    ({ name, tickets, answered, firstReply }) =>
      `*${inert(label(name))}*: ${plural(tickets, 'ticket')}, ${answered} answered${first(firstReply)}`,
  )
  return [section([`*${title}*`, ...lines, ...(left > 0 ? [`and ${left} more`] : [])].join('\n'))]
}

function first(spread: Spread): string {
  return spread.n === 0 ? '' : `; first reply ${took(spread)}`
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function when({ hours, weekdays: days }: ByHour): KnownBlock[] {
  const some = (counts: number[], name: (place: number) => string) =>
    counts.flatMap((n, place) => (n > 0 ? [`*${name(place)}* ${n}`] : [])).join(' · ')
  const byDay = some(days, (day) => weekdays[day] ?? '')
  if (byDay === '') return []
  return [section(`*When customers wrote*\n${byDay}\n${some(hours, (hour) => `${hour} h`)}`)]
}

function people(agents: AgentPart[], leads: boolean): KnownBlock[] {
  if (agents.length === 0) return []
  const lines = agents.map(
    ({ agent, replies, firstReply, closed }) =>
      `*${inert(agent)}*: ${plural(replies, 'reply', 'replies')}, ${closed} closed${first(firstReply)}`,
  )
  const title = leads ? '*By agent*, only for leads' : '*You*, only for you and for leads'
  return [section([title, ...lines].join('\n'))]
}
