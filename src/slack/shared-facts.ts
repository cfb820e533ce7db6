import { z } from 'zod'
import type { Post } from '../db/posts.ts'
import { agents, messages } from '../db/schema.ts'
import { asc, eq, inArray } from '../db/sql.ts'
import type { CardFacts } from './card-facts.ts'
import type { Shared } from './render/shared.ts'
import type { Render } from './render.ts'

const kept = z.object({ messages: z.array(z.number()), by: z.number(), note: z.number().optional() })

/** What a shared card says, from current rows: a text that was deleted since is gone here too. */
export async function sharedFacts(
  { db, cardLink }: Pick<Render, 'db' | 'cardLink'>,
  { data }: Post,
  facts: CardFacts,
): Promise<Shared> {
  const { messages: ids, by, note } = kept.parse(data)
  const [agent] = await db.select().from(agents).where(eq(agents.id, by))
  if (!agent) throw new Error('Nobody shared this')
  const said = ids.length
    ? await db.select().from(messages).where(inArray(messages.id, ids)).orderBy(asc(messages.at), asc(messages.id))
    : []
  const [word] = note ? await db.select().from(messages).where(eq(messages.id, note)) : []
  return { facts, messages: said, by: agent, word: word?.text, permalink: await cardLink(facts.ticket.id) }
}
