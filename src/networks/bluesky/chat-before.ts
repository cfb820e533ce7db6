import { z } from 'zod'
import { each, moment } from '../loosely.ts'
import type { Account } from '../network.ts'
import * as payload from './payload.ts'
import { xrpc } from './xrpc.ts'

/** As far as connecting may reach back; what is older than it did is left out by whoever takes it in. */
const REACH = { hours: 7 * 24 }
const PAGES_AT_MOST = 20

const convos = z.object({
  cursor: z.string().optional(),
  convos: each(
    z.object({
      id: z.string(),
      members: z.array(z.unknown()).catch([]).default([]),
      lastMessage: z.object({ sentAt: moment }).optional().catch(undefined),
    }),
  ),
})

const said = payload.messages.extend({ cursor: z.string().optional() })
const stillThere = z.looseObject({ text: z.string() })
const dated = z.object({ sentAt: moment })

/**
 * What was said before the chat's log was read for the first time, in the form of that log, oldest first: the log begins
 * where it is first asked for.
 */
export async function chatBefore(account: Account): Promise<unknown[]> {
  const since = Temporal.Now.instant().subtract(REACH)
  const isRecent = (at: Temporal.Instant | undefined) => at !== undefined && Temporal.Instant.compare(at, since) >= 0
  const conversations = await pages(async (cursor) => {
    const query = { limit: '100', ...cursor }
    const told = await xrpc(account, { name: 'chat.bsky.convo.listConvos', query, answer: convos })
    return { ...told, members: told.convos.filter(({ lastMessage }) => isRecent(lastMessage?.sentAt)) }
  })
  const entries: unknown[] = []
  for (const { id: convoId, members: relatedProfiles } of conversations) {
    const messages = await pages(async (cursor) => {
      const query = { convoId, limit: '100', ...cursor }
      const told = await xrpc(account, { name: 'chat.bsky.convo.getMessages', query, answer: said })
      return { ...told, members: told.messages.filter((json) => isRecent(dated.safeParse(json).data?.sentAt)) }
    })
    const there = messages.filter((message) => stillThere.safeParse(message).success).toReversed()
    entries.push(
      ...there.map((message) => ({
        $type: 'chat.bsky.convo.defs#logCreateMessage',
        convoId,
        message,
        relatedProfiles,
      })),
    )
  }
  return entries
}

interface Page<T> {
  members: T[]
  cursor?: string | undefined
}

/** A list that tells the newest first, page after page, until one holds nothing recent. */
async function pages<T>(ask: (cursor: { cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  let cursor: string | undefined
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const told: Page<T> = await ask(cursor ? { cursor } : {})
    all.push(...told.members)
    if (told.members.length === 0 || !told.cursor || told.cursor === cursor) break
    cursor = told.cursor
  }
  return all
}
