import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { type Before, type Found, find, findNumber } from '../../tickets/find.ts'
import type { Networks } from '../card-facts.ts'

export interface Looked {
  words: string
  found: (Found & { permalink: string | undefined })[]
  /** Where the next page begins, if there is one; and this is not the first. */
  older: Before | undefined
  later: boolean
}

export interface Looking {
  db: Db
  networks: Networks
  workspaceId: string
  cardLink(ticketId: number): Promise<string | undefined>
}

const ON_A_PAGE = 10
/** What is looked for goes along in a button's value, which holds 2,000 characters. */
export const MOST = 200

/** One page of what is found, the ticket of that number first. */
export async function lookUp({ db, workspaceId, cardLink }: Looking, words: string, before?: Before): Promise<Looked> {
  const numbered = before ? undefined : await findNumber(db, workspaceId, words)
  const found = await find(db, workspaceId, { words, before, most: ON_A_PAGE + 1 })
  const page = found.slice(0, ON_A_PAGE)
  const last = page.at(-1)?.message
  const all = [...(numbered ? [numbered] : []), ...page.filter(({ ticket }) => ticket.id !== numbered?.ticket.id)]
  const linked = await Promise.all(all.map(async (one) => ({ ...one, permalink: await cardLink(one.ticket.id) })))
  return { words, found: linked, older: found.length > ON_A_PAGE ? last : undefined, later: before !== undefined }
}

const page = z.object({ words: z.string(), at: z.string(), id: z.number() })

/** A page as a button's value. */
export function pageValue({ words, older }: Looked): string {
  return JSON.stringify({ words, at: older?.at.toString(), id: older?.id })
}

export function readPage(value: string): { words: string; before: Before } {
  const { words, at, id } = page.parse(JSON.parse(value))
  return { words, before: { at: Temporal.Instant.from(at), id } }
}
