import { isAmong } from './language.ts'
import { mentions, type Priority } from './priority.ts'

/** What a route can ask about a message that opens a ticket. */
export interface Arrival {
  text: string
  language: string | null
  /** The account's name. */
  account: string
  place: 'public' | 'private' | 'review'
  rating: number | null
  followers: number | null
}

/** Where some tickets go, and what they begin with. All that `when` names must be true; of several words one is enough. */
export interface Route {
  when: {
    words?: string[]
    language?: string
    account?: string
    place?: Arrival['place']
    ratingAtMost?: number
    followersAtLeast?: number
  }
  /** A Slack channel id. */
  channel?: string
  priority?: Priority
  tags?: string[]
}

/** The first route that fits, in the order in which they are written. */
export function route(routes: readonly Route[], arrival: Arrival): Route | undefined {
  return routes.find(({ when }) => fits(when, arrival))
}

function fits(when: Route['when'], { text, language, account, place, rating, followers }: Arrival): boolean {
  return (
    (when.words === undefined || mentions(text, when.words)) &&
    (when.language === undefined || (language !== null && isAmong(language, [when.language]))) &&
    (when.account === undefined || when.account === account) &&
    (when.place === undefined || when.place === place) &&
    (when.ratingAtMost === undefined || (rating !== null && rating <= when.ratingAtMost)) &&
    (when.followersAtLeast === undefined || (followers !== null && followers >= when.followersAtLeast))
  )
}
