import { z } from 'zod'
import { id, moment } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import type { Account, IncomingMessage } from '../network.ts'
import { stranger } from './author.ts'
import { reviewText } from './rating.ts'

const review = z.object({
  created_time: moment,
  reviewer: z.object({ id, name: z.string().optional() }).optional(),
  rating: z.int().optional(),
  review_text: z.string().optional(),
  recommendation_type: z.string().optional(),
  open_graph_story: z.object({ id }),
})

/** The page's reviews, each as a delivery would say it. */
export async function reviews(account: Account): Promise<IncomingMessage[]> {
  const { data } = await graph(account, {
    label: 'Facebook',
    path: `/${account.networkId}/ratings`,
    query: { fields: 'created_time,reviewer,rating,review_text,recommendation_type,open_graph_story' },
    answer: z.object({ data: z.array(review) }),
  })
  return data.map(({ open_graph_story: { id }, reviewer, rating, created_time: at, ...said }) => ({
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
  }))
}
