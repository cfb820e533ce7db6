import { z } from 'zod'
import { graph } from '../meta/graph.ts'
import { id, isoInstant } from '../meta/payload.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { commentedOn } from './send.ts'

/** After a lost answer: looks for our text among what the page has said there since. */
export async function find(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  // Its conversation is not known yet, so there is nowhere to look.
  if (reply.opensPrivate) return undefined
  const said = reply.place === 'private' ? await messages(reply, account) : await comments(reply, account)
  const ours = said.find((one) => one.from?.id === account.networkId && isSame(one, reply))
  return ours ? { id: ours.id } : 'absent'
}

const said = z.object({
  id,
  from: z.object({ id }).optional(),
  message: z.string().optional(),
  created_time: isoInstant.optional(),
})

/** Facebook tells whole seconds and trims what it takes. */
function isSame({ message, created_time }: z.infer<typeof said>, reply: OutgoingReply): boolean {
  const since = reply.at.epochMilliseconds - 1000
  return message?.trim() === reply.text.trim() && (created_time?.epochMilliseconds ?? 0) >= since
}

async function comments(reply: OutgoingReply, account: Account) {
  const { data } = await graph(account, {
    label: 'Facebook',
    path: `/${commentedOn(reply)}/comments`,
    query: { fields: 'id,from,message,created_time', order: 'reverse_chronological', limit: '50' },
    answer: z.object({ data: z.array(said) }),
  })
  return data
}

async function messages(reply: OutgoingReply, account: Account) {
  const { data } = await graph(account, {
    label: 'Facebook',
    path: `/${account.networkId}/conversations`,
    query: {
      platform: 'messenger',
      user_id: reply.conversation,
      fields: 'messages.limit(20){id,from,message,created_time}',
    },
    answer: z.object({ data: z.array(z.object({ messages: z.object({ data: z.array(said) }).optional() })) }),
  })
  return data.flatMap((conversation) => conversation.messages?.data ?? [])
}
