import { z } from 'zod'
import { foundAmong } from '../found-among.ts'
import { id, moment } from '../loosely.ts'
import { findMessage } from '../meta/find-message.ts'
import { graph } from '../meta/graph.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { sameWords } from '../same-words.ts'
import { commentedOn } from './send.ts'

/** After a lost answer: looks for our text among what the page has said there since. */
export async function find(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  if (reply.place === 'private') return findMessage(reply, account, { label: 'Facebook', platform: 'messenger' })
  const found = foundAmong(await comments(reply, account), atOnce, reply)
  return found && found !== 'absent' ? { id: found.id } : found
}

const comment = z.object({
  id,
  from: z.object({ id }).optional(),
  message: z.string().default(''),
  created_time: moment.optional(),
})

const atOnce = 50

async function comments(reply: OutgoingReply, account: Account) {
  const { data } = await graph(account, {
    label: 'Facebook',
    path: `/${commentedOn(reply)}/comments`,
    query: { fields: 'id,from,message,created_time', order: 'reverse_chronological', limit: `${atOnce}` },
    answer: z.object({ data: z.array(comment) }),
  })
  return data.map(({ id, from, message, created_time: at }) => {
    // Graph leaves out who wrote where the app may not know.
    const isOurs = from && from.id === account.networkId
    return { id, at, isSame: sameWords(message, reply.text) && isOurs }
  })
}
