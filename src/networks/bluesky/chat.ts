import { z } from 'zod'
import type { Account, Incoming } from '../network.ts'
import { readEach } from '../polled.ts'
import { unreadable } from '../unreadable.ts'
import { chatBefore } from './chat-before.ts'
import * as payload from './payload.ts'
import { customer } from './post.ts'
import { xrpc } from './xrpc.ts'

const answer = z.object({ cursor: z.string().optional(), logs: z.array(z.unknown()) })

const pagesAtMost = 50

/** The chat keeps a log of all that happens, oldest first, a page at a time. What was said before it begins is asked once. */
export async function chat(account: Account, before: unknown): Promise<{ incoming: Incoming[]; cursor?: unknown }> {
  const place = z.string().safeParse(before).data
  let cursor = place
  const entries: unknown[] = []
  // What is left then is told from there on by the next poll.
  for (let page = 0; page < pagesAtMost; page += 1) {
    const told = await xrpc(account, { name: 'chat.bsky.convo.getLog', query: cursor ? { cursor } : {}, answer })
    entries.push(...told.logs)
    const isLast = told.logs.length === 0 || told.cursor === cursor
    cursor = told.cursor ?? cursor
    if (isLast || !told.cursor) break
  }
  // After the log, so that nothing falls between the two; what both tell is known by its id.
  const earlier = place === undefined ? await chatBefore(account) : []
  const incoming = readEach('chat', [...earlier, ...entries], (json) => entry(json, account.networkId))
  return { incoming, cursor: cursor ?? '' }
}

const family = 'chat.bsky.convo.defs#'

/** Both lists name what is known, so that news is not silence. */
export function entry(json: unknown, account: string): Incoming[] {
  const event = payload.logEntry.safeParse(json)
  if (!event.success) return [unreadable('chat log', event.error)]
  const kind = event.data.$type.replace(family, '')
  if (ignored.test(kind)) return []
  if (kind !== 'logCreateMessage' && kind !== 'logDeleteMessage')
    return [{ is: 'unreadable', why: `unknown chat log: ${kind}` }]
  const read = payload.logMessage.safeParse(json)
  if (!read.success) return [unreadable(kind, read.error)]
  const { convoId, message, relatedProfiles } = read.data
  // What has been deleted meanwhile is told without its words, and once more as deleted.
  if (kind === 'logDeleteMessage' || message.text === undefined) return [{ is: 'deletion', account, id: message.id }]
  const { did } = message.sender
  const sender = relatedProfiles.find((profile) => profile.did === did)
  return [
    {
      is: 'message',
      account,
      id: message.id,
      place: 'private',
      conversation: convoId,
      ...(did === account ? { from: 'us' } : { from: 'customer', customer: customer(sender ?? { did }) }),
      text: message.text,
      attachments: [],
      at: message.sentAt,
    },
  ]
}

/** Reading, muting, reactions, groups and their doors: nobody speaks. */
const ignored =
  /^log(BeginConvo|AcceptConvo|LeaveConvo|MuteConvo|UnmuteConvo|ReadMessage|ReadConvo|AddReaction|RemoveReaction|(Un)?[lL]ockConvo(Permanently)?|EditGroup|\w+Member|Member\w+|\w+Join(Link|Request))$/
