import { languageName } from '../../rules/language-name.ts'
import type { Route } from '../../rules/route.ts'
import { inert } from '../text.ts'

const places = { public: 'public', private: 'private', review: 'a review' }

/** "refund or money back · in German → #care, priority high". */
export function routeInWords(route: Route): string {
  return `${conditionsOf(route)} → ${outcomeOf(route)}`
}

function conditionsOf({ when }: Route): string {
  const { words, language, account, place, ratingAtMost, followersAtLeast } = when
  const parts = [
    ...(words
      ? [`says ${new Intl.ListFormat('en', { type: 'disjunction' }).format(words.map((one) => `“${one}”`))}`]
      : []),
    ...(language ? [`in ${languageName(language)}`] : []),
    ...(account ? [`to ${account}`] : []),
    ...(place ? [places[place]] : []),
    ...(ratingAtMost ? [ratingAtMost === 1 ? '1 star' : `up to ${ratingAtMost} stars`] : []),
    ...(followersAtLeast ? [`at least ${followersAtLeast.toLocaleString('en')} followers`] : []),
  ]
  return inert(parts.join(' · '))
}

export function outcomeOf({ channel, priority, tags }: Route): string {
  return [
    ...(channel ? [`<#${channel}>`] : []),
    ...(priority ? [`priority ${priority}`] : []),
    ...(tags ? [inert(`tagged ${tags.join(', ')}`)] : []),
  ].join(', ')
}
