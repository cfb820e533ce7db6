import { type Days, readDays } from './days.ts'
import type { Known } from './known.ts'
import { nearest } from './nearest.ts'
import type { Filters } from './scope.ts'

/** What somebody wants to know: which days, and of whom or what. */
export interface Question {
  days: Days
  /** As it was asked: `yesterday`. */
  span: string
  only: Filters
  /** What the figures are about besides the days, such as `Grace, late delivery`; empty: everything. */
  about: string
}

/** What was asked cannot be read: a sentence with the nearest thing that can. */
export class Unclear extends Error {}

/**
 * Reads what stands after `/roost stats`: `[today|yesterday|7d|30d|A..B] [@agent] [#tag] [network] [channel]`, in any
 * order; without days, today. Mentions are taken as people type them and as Slack sends them, `<@U1|ana>`.
 * Throws `Unclear`.
 */
export function readQuestion(text: string, known: Known, today: Temporal.PlainDate): Question {
  let asked: { days?: Days; span?: string } = {}
  let only: Filters = {}
  const about: string[] = []
  for (const word of wordsOf(text)) {
    const days = readDays(word.toLowerCase(), today)
    const found = days ? undefined : filterNamed(word, known)
    if (days) {
      if (asked.days) throw new Unclear(`Name one span of days: ${asked.span} or ${word}.`)
      asked = { days, span: word.toLowerCase() }
    } else if (found) {
      only = { ...only, ...found.only }
      about.push(found.name)
    } else throw new Unclear(unknown(word, known))
  }
  const { days = { from: today, to: today.add({ days: 1 }) }, span = 'today' } = asked
  return { days, span, only, about: about.join(', ') }
}

/** One word, one thing: an agent, a tag, a channel, a network, a place or an account. */
function filterNamed(word: string, known: Known): { only: Filters; name: string } | undefined {
  if (word.startsWith('@') || word.startsWith('<@')) return agentNamed(word, known)
  if (word.startsWith('<#')) return channelNamed(word, known)
  if (word.startsWith('#')) return tagNamed(word, known) ?? channelNamed(word, known)
  return networkNamed(word, known) ?? placeNamed(word) ?? accountNamed(word, known) ?? channelNamed(word, known)
}

export function agentNamed(word: string, { agents }: Known) {
  const slackId = word.match(/^<@(\w+)/)?.[1]
  const found = agents.filter((agent) => (slackId ? agent.slackId === slackId : same(agent.name, word)))
  const [first] = found
  return first && { only: { agentIds: found.map((agent) => agent.id) }, name: first.name }
}

export function tagNamed(word: string, { tags }: Known) {
  const tag = tags.find((one) => same(one, word))
  return tag === undefined ? undefined : { only: { tag }, name: tag }
}

export function networkNamed(word: string, { accounts }: Known) {
  const found = accounts.filter((account) => same(account.network, word))
  const [first] = found
  return first && { only: { accountIds: found.map((account) => account.id) }, name: first.network }
}

export function accountNamed(word: string, { accounts }: Known) {
  const found = accounts.filter((account) => same(account.name, word))
  const [first] = found
  return first && { only: { accountIds: found.map((account) => account.id) }, name: first.name }
}

export function channelNamed(word: string, { channels }: Known) {
  const id = word.match(/^<#(\w+)/)?.[1]
  const channel = channels.find((one) => (id ? one.id === id : same(one.name, word)))
  return channel && { only: { channelId: channel.id }, name: `#${channel.name}` }
}

export function placeNamed(word: string) {
  const place = (['public', 'private', 'review'] as const).find((one) => one === word.toLowerCase())
  return place && { only: { place }, name: place }
}

/** `#late-delivery` is the tag "late delivery", and `@ana` is Ana. */
function same(name: string, word: string): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/^[@#]/, '')
      .replace(/[\s_-]+/g, ' ')
      .trim()
  return plain(name) === plain(word)
}

/** At spaces, except within quotes: `"late delivery"` and `@"Grace Hopper"` are one. */
function wordsOf(text: string): string[] {
  const words = text.replace(/[“”]/g, '"').match(/[@#]?"[^"]*"|<[^>]*>|\S+/g) ?? []
  return words.map((word) => word.replaceAll('"', ''))
}

function unknown(word: string, known: Known): string {
  const meant = nearest(word, everyWord(word, known))
  const days = 'today, yesterday, 7d, 30d or 2026-11-01..2026-11-15'
  if (meant) return `“${word}” is nothing I know. Did you mean ${meant}?`
  if (/^\d/.test(word))
    return `“${word}” is no span of days. Try ${days}; the first day comes first, the last is not counted.`
  return `“${word}” is nothing I know. Try ${days}, an @agent, a #tag, a network or a channel.`
}

function everyWord(word: string, { accounts, agents, channels, tags }: Known): string[] {
  const dashed = (name: string) => name.replaceAll(' ', '-')
  const people = agents.map((agent) => `@${dashed(agent.name)}`)
  const marked = [...tags, ...channels.map((channel) => channel.name)].map((name) => `#${dashed(name)}`)
  if (word.startsWith('@')) return people
  if (word.startsWith('#')) return marked
  const plain = accounts.flatMap((account) => [account.network, account.name])
  return ['today', 'yesterday', '7d', '30d', 'public', 'private', 'review', ...plain, ...people, ...marked]
}
