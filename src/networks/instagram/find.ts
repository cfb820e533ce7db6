import { z } from 'zod'
import { foundAmong } from '../found-among.ts'
import { id, moment } from '../loosely.ts'
import { findMessage } from '../meta/find-message.ts'
import type { Account, OutgoingReply, Sent } from '../network.ts'
import { sameWords } from '../same-words.ts'
import { instagram, productOf } from './graph.ts'
import { mentionedIn } from './mention.ts'
import { commentedOn } from './send.ts'

/** After a lost answer: looks for our text among the answers to the comment. Under somebody else's post we cannot look. */
export async function find(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined> {
  if (reply.place === 'private') return findMessage(reply, account, productOf(account))
  if (mentionedIn(reply.conversation) !== undefined) return undefined
  const { data } = await instagram(account, {
    path: `/${commentedOn(reply)}/replies`,
    query: { fields: 'id,text,username,timestamp', limit: `${atOnce}` },
    answer: z.object({ data: z.array(answer) }),
  })
  const said = data.map(({ id, text, username, timestamp: at }) => ({
    ...{ id, at, isSame: username === account.name && sameWords(text, reply.text) },
  }))
  const found = foundAmong(said, atOnce, reply)
  if (found && found !== 'absent') return { id: found.id }
  // Instagram does not say in which order it tells them.
  return said.length < atOnce ? found : undefined
}

const atOnce = 50

const answer = z.object({
  id,
  text: z.string().default(''),
  username: z.string().optional(),
  timestamp: moment.optional(),
})
