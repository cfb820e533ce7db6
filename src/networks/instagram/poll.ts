import { z } from 'zod'
import { id, moment } from '../loosely.ts'
import { saidSince } from '../meta/conversations.ts'
import { askSince, cursorAt, isSince } from '../meta/since.ts'
import type { Account, IncomingMessage, Network } from '../network.ts'
import { about, mediaFields, telling } from './complete.ts'
import { instagram, productOf } from './graph.ts'

/** For what webhooks miss, and for accounts whose app has no approval yet. The latest 25 posts are looked through. */
export const poll: Network['poll'] = {
  everySeconds: 60,
  async fetch(account, cursor) {
    const now = Temporal.Now.instant()
    const since = askSince(cursor, now)
    const said = [...(await comments(account)), ...(await saidSince(account, productOf(account), since))]
    return { incoming: said.filter(({ at }) => isSince(at, since)), cursor: cursorAt(now) }
  },
}

const comment = z.object({
  id,
  text: z.string().default(''),
  username: z.string().optional(),
  from: z.object({ id, username: z.string().optional() }).optional(),
  timestamp: moment,
})

const media = telling.extend({
  id,
  comments: z
    .object({ data: z.array(comment.extend({ replies: z.object({ data: z.array(comment) }).optional() })) })
    .optional(),
})

const commentFields = 'id,text,username,from,timestamp'

async function comments(account: Account): Promise<IncomingMessage[]> {
  const { data } = await instagram(account, {
    path: `/${account.networkId}/media`,
    query: { fields: `id,${mediaFields},comments{${commentFields},replies{${commentFields}}}`, limit: '25' },
    answer: z.object({ data: z.array(media) }),
  })
  return data.flatMap((post) =>
    (post.comments?.data ?? []).flatMap((one) => [
      said(post, one, undefined, account),
      ...(one.replies?.data ?? []).map((reply) => said(post, reply, one.id, account)),
    ]),
  )
}

function said(
  post: z.infer<typeof media>,
  { id, text, username, from, timestamp }: z.infer<typeof comment>,
  inReplyTo: string | undefined,
  account: Account,
): IncomingMessage {
  const handle = from?.username ?? username
  const ours = from?.id === account.networkId || handle === account.name
  return {
    is: 'message',
    account: account.networkId,
    id,
    place: 'public',
    conversation: post.id,
    from: ours ? 'us' : 'customer',
    customer: ours ? undefined : { id: from?.id ?? `@${handle ?? id}`, handle },
    text,
    attachments: [],
    at: timestamp,
    url: post.permalink,
    about: about(post),
    inReplyTo,
  }
}
