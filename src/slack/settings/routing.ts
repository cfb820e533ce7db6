import { languageName, languageNamed } from '../../rules/language-name.ts'
import { type Route, route } from '../../rules/route.ts'
import { asJson } from '../../settings/stored.ts'
import type { Arrived } from '../../tickets/latest-arrivals.ts'
import { type Choice, channelSelect, radio, select, textInput } from '../inputs.ts'
import { named as customerNamed } from '../text.ts'
import { ANY, accountCondition, condition, placeCondition, priorityCondition } from './conditions.ts'
import { routeInWords } from './route-in-words.ts'
import type { Change, Setting, Typed } from './setting.ts'

const empty = { words: '', language: '', account: ANY, place: ANY, rating: ANY, followers: '' }

export const routing: Setting = {
  id: 'routing',
  title: 'Where tickets go',
  none: 'Each to its account’s channel, until you add a rule.',
  add: 'Add a Rule',
  also: { id: 'try-routing', label: 'Try It' },

  rows: ({ team }) =>
    team.routes.map((one, place) => ({ which: String(place), says: `${place + 1}. ${routeInWords(one)}` })),

  typed({ team }, which) {
    const last = String(team.routes.length + 1)
    if (which === '') return { ...empty, channel: '', priority: ANY, tags: '', position: last }
    const one = team.routes[Number(which)]
    if (!one) return undefined
    const { words, language, account = ANY, place = ANY, ratingAtMost, followersAtLeast } = one.when
    return {
      ...{ words: words?.join(', ') ?? '', language: language ? languageName(language) : '', account, place },
      ...{ rating: String(ratingAtMost ?? ANY), followers: String(followersAtLeast ?? '') },
      ...{ channel: one.channel ?? '', priority: one.priority ?? ANY, tags: one.tags?.join(', ') ?? '' },
      ...{ position: String(Number(which) + 1), keep: 'keep' },
    }
  },

  inputs: (typed, { stored, accounts }) => [
    text('words', 'Says one of these words', 'Such as: refund, money back. Empty: whatever it says.', typed, 1000),
    text('language', 'In this language', 'Such as: German. Empty: any.', typed, 60),
    accountCondition('To this account', accounts, typed),
    placeCondition(typed),
    condition('rating', 'Stars', 'Any, or none', [1, 2, 3, 4, 5].map(upTo), typed),
    text('followers', 'Followers, at least', 'Such as: 10000. Empty: any.', typed, 12),
    channelSelect({
      ...{ id: 'channel', label: 'Goes to', optional: true, initial: typed.channel },
      hint: 'Empty: to its account’s channel. Roost must be in it.',
    }),
    priorityCondition('As it comes', typed),
    text('tags', 'Tags', 'Separated by commas.', typed, 500),
    select({
      id: 'position',
      label: 'Place in the list',
      hint: 'The first rule that fits counts, and no other.',
      choices: positions(stored.team.routes.length + (typed.keep ? 0 : 1)),
      initial: typed.position,
    }),
    ...(typed.keep
      ? [
          radio({
            id: 'keep',
            label: 'This rule',
            choices: [
              ['keep', 'Keep it'],
              ['remove', 'Remove it'],
            ],
            initial: typed.keep,
          }),
        ]
      : []),
  ],

  async change(typed, which, { stored, channelProblem }): Promise<Change> {
    const json = asJson(stored.team)
    const others = which === '' ? (json.routes ?? []) : (json.routes ?? []).toSpliced(Number(which), 1)
    if (typed.keep === 'remove') return { json: { ...json, routes: others }, path: [] }
    const { words, language = '', account, place, rating, followers = '', channel = '', priority, tags } = typed
    if (language.trim() && !languageNamed(language))
      return { errors: { language: `There is no language “${language}”. Write its English name, such as German.` } }
    if (followers.trim() && !/^[1-9]\d*$/.test(followers.trim()))
      return { errors: { followers: 'Write a number of followers, such as 10000.' } }
    const problem = channel ? await channelProblem(channel) : undefined
    if (problem) return { errors: { channel: problem } }
    const when = {
      ...given('words', listOf(words)),
      ...given('language', language.trim()),
      ...given('account', account),
      ...given('place', place),
      ...(rating && rating !== ANY ? { ratingAtMost: Number(rating) } : {}),
      ...(followers.trim() ? { followersAtLeast: Number(followers) } : {}),
    }
    const one = { when, ...given('channel', channel), ...given('priority', priority), ...given('tags', listOf(tags)) }
    if (Object.keys(when).length === 0)
      return { errors: { words: 'Say which tickets: fill in at least one of the fields above “Goes to”.' } }
    if (Object.keys(one).length === 1)
      return { errors: { channel: 'Say what becomes of them: choose a channel or a priority, or write tags.' } }
    const position = Math.min(Number(typed.position ?? 1) - 1, others.length)
    return { json: { ...json, routes: others.toSpliced(position, 0, one) }, path: ['routes', position] }
  },

  preview({ routes }, [, place], { latest }) {
    const one = routes[Number(place)]
    if (!one) return ['This rule is gone. What it took goes on to the rules after it.']
    return [`${routeInWords(one)}.`, tried(routes, one, latest)]
  },
}

/** "Of the last 50 tickets it takes 2: #1042 Mira Petrova, #1040 Kenji Mori." */
function tried(routes: Route[], one: Route, latest: Arrived[]): string {
  const taken = latest.filter(({ arrival }) => route(routes, arrival) === one)
  if (taken.length === 0) return `Of the last ${latest.length} tickets it takes none.`
  const some = taken.slice(0, 10).map(({ ticket, customer }) => `#${ticket.id} ${customerNamed(customer)}`)
  const more = taken.length > some.length ? ` and ${taken.length - some.length} more` : ''
  return `Of the last ${latest.length} tickets it takes ${taken.length}: ${some.join(', ')}${more}.`
}

function text(id: string, label: string, hint: string, typed: Typed, most: number) {
  return textInput({ id, label, hint, initial: typed[id], most, optional: true })
}

function upTo(stars: number): Choice {
  return [String(stars), stars === 1 ? '1 star' : `Up to ${stars} stars`]
}

function positions(count: number): Choice[] {
  const all = Array.from({ length: Math.min(count, 100) }, (_, at) => String(at + 1))
  return all.map((number) => [number, number === '1' ? '1, before all others' : number])
}

function listOf(written = ''): string[] | undefined {
  const all = written.split(',').map((one) => one.trim())
  return all.some(Boolean) ? all.filter(Boolean) : undefined
}

function given<Value>(name: string, value: Value | undefined) {
  return value === undefined || value === '' || value === ANY ? {} : { [name]: value }
}
