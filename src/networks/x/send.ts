import { z } from 'zod'
import { form } from '../form.ts'
import { id } from '../loosely.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { rest } from './rest.ts'

/** Publicly as an answer to the post, privately as a direct message. X takes no key of ours, but nothing twice in the same words either. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  if (reply.place === 'private') return sendMessage(reply, account)
  const media_ids = await upload(reply, 'tweet_image', account)
  const { data } = await rest(account, {
    method: 'POST',
    path: '/2/tweets',
    json: {
      ...{ text: reply.text, reply: { in_reply_to_tweet_id: reply.inReplyTo ?? reply.conversation } },
      ...(media_ids.length > 0 ? { media: { media_ids } } : {}),
    },
    sends: reply,
    answer: z.object({ data: z.object({ id }) }),
  })
  return { id: data.id, url: `https://x.com/i/web/status/${data.id}` }
}

async function sendMessage(reply: OutgoingReply, account: Account): Promise<Sent> {
  const media = await upload(reply, 'dm_image', account)
  const { data } = await rest(account, {
    method: 'POST',
    path: `/2/dm_conversations/with/${reply.customer.id}/messages`,
    json: {
      text: reply.text,
      ...(media.length > 0 ? { attachments: media.map((media_id) => ({ media_id })) } : {}),
    },
    sends: reply,
    answer: z.object({ data: z.object({ dm_event_id: id }) }),
  })
  return { id: data.dm_event_id, conversation: reply.opensPrivate ? reply.customer.id : undefined }
}

/** Each is given first, and named in the post; X forgets within a day what no post names. */
function upload({ attachments }: OutgoingReply, media_category: string, account: Account): Promise<string[]> {
  return Promise.all(
    attachments.map(async (media) => {
      const { data } = await rest(account, {
        method: 'POST',
        path: '/2/media/upload',
        form: form({ media_category }, { media }),
        answer: z.object({ data: z.object({ id }) }),
      })
      return data.id
    }),
  )
}
