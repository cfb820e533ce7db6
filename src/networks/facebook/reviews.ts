import { z } from 'zod'
import { id, moment, whole, words } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import { list, membersOf, next, type Read, type Tells } from '../meta/sweep.ts'
import type { Account, IncomingMessage } from '../network.ts'
import { stranger } from './author.ts'
import { reviewText } from './rating.ts'

const review = z.object({
  created_time: moment,
  reviewer: z.object({ id, name: words }).optional().catch(undefined),
  rating: whole.optional().catch(undefined),
  review_text: words,
  recommendation_type: words,
  open_graph_story: z.object({ id }),
})

/** Reads the page's reviews, each as a delivery would say it. */
export function reviews(account: Account): Read {
  const tells = reviewsTell(account)
  return async (one, since) => {
    const told = await graph(account, {
      label: 'Facebook',
      path: `/${one.of}/ratings`,
      query: { fields: 'created_time,reviewer,rating,review_text,recommendation_type,open_graph_story', ...one.page },
      answer: list,
    })
    return tells(one, told, since)
  }
}

export function reviewsTell(account: Account): Tells {
  return (one, told, since) => {
    const { members, broken } = membersOf(one, told, 'review', review)
    const moments = members.map(({ created_time }) => created_time)
    const incoming = [...members.map((one) => message(one, account)), ...broken]
    return { incoming, more: next(one, told, moments, since) }
  }
}

function message(
  { open_graph_story: { id }, reviewer, rating, created_time: at, ...said }: z.infer<typeof review>,
  account: Account,
): IncomingMessage {
  return {
    is: 'message',
    account: account.networkId,
    networks: ['facebook'],
    id,
    place: 'review',
    conversation: id,
    from: 'customer',
    customer: reviewer ?? stranger(id),
    text: reviewText(said),
    attachments: [],
    at,
    url: `https://www.facebook.com/${id}`,
    rating,
  }
}
