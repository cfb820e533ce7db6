import { languageName } from '../../rules/language-name.ts'
import type { Route } from '../../rules/route.ts'
import { inertWithin } from '../text.ts'

const places = { public: 'public', private: 'private', review: 'a review' }

/** Of many words so many are named; a section holds 3,000 characters, escaped as they are. */
const NAMED = 12
const LONG = 1400

/** "refund or money back · in German → #care, priority high". */
export function routeInWords(route: Route): string {
  return `${conditionsOf(route)} → ${outcomeOf(route)}`
}

function conditionsOf({ when }: Route): string {
  const { words, language, account, place, ratingAtMost, followersAtLeast } = when
  const parts = [
    ...(words ? [`says ${anyOf(words)}`] : []),
    ...(language ? [`in ${languageName(language)}`] : []),
    ...(account ? [`to ${account}`] : []),
    ...(place ? [places[place]] : []),
    ...(ratingAtMost ? [ratingAtMost === 1 ? '1 star' : `up to ${ratingAtMost} stars`] : []),
    ...(followersAtLeast ? [`at least ${followersAtLeast.toLocaleString('en')} followers`] : []),
  ]
  return inertWithin(parts.join(' · '), LONG)
}

function anyOf(words: string[]): string {
  const named = words.slice(0, NAMED).map((one) => `“${one}”`)
  const more = words.length > NAMED ? [`${words.length - NAMED} more`] : []
  return new Intl.ListFormat('en', { type: 'disjunction' }).format([...named, ...more])
}

export function outcomeOf({ channel, priority, tags }: Route): string {
  return [
    ...(channel ? [`<#${channel}>`] : []),
    ...(priority ? [`priority ${priority}`] : []),
    ...(tags ? [inertWithin(`tagged ${tags.join(', ')}`, LONG)] : []),
  ].join(', ')
}
