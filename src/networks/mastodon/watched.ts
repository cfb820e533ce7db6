import { z } from 'zod'
import { type Account, type Incoming, NetworkError } from '../network.ts'
import { NotThere } from './errors.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'
import { media, textOf } from './status.ts'

/** As many as a server looks up at once. */
const most = 20

/** A post and the moment of the edit we know of. */
const place = z.array(z.object({ id: z.string(), edited: z.string().optional() }))

/** Some software of the same interface answers the question for several with none: one that is missing is asked for by itself. */
const confirmedAtOnce = 3

/** Nothing tells of a change to a mention, so the customers' latest posts are looked up at each poll. */
export async function changes(account: Account, before: unknown): Promise<{ incoming: Incoming[]; cursor?: unknown }> {
  const known = place.safeParse(before).data ?? []
  if (known.length === 0) return { incoming: [] }
  const now = await lookUp(
    known.map(({ id }) => id),
    account,
  )
  if (!now) return { incoming: [] }
  const there = known.flatMap((one) => now.find(({ id }) => id === one.id) ?? [])
  const missing = known.filter(({ id }) => !now.some((status) => status.id === id))
  const looked = await Promise.all(missing.slice(0, confirmedAtOnce).map((one) => isGone(one.id, account)))
  const gone = missing.filter((_, index) => looked[index])
  const edited = there.filter(({ id, edited_at }) => editOf(edited_at) !== known.find((one) => one.id === id)?.edited)
  return {
    incoming: [
      ...edited.map((status) => edit(status, account.networkId)),
      ...gone.map(({ id }): Incoming => ({ is: 'deletion', account: account.networkId, id })),
    ],
    cursor: [
      ...there.map(({ id, edited_at }) => ({ id, edited: editOf(edited_at) })),
      ...missing.filter((one) => !gone.includes(one)),
    ],
  }
}

/** Whoever cannot be asked now is asked again by the next poll. */
async function isGone(id: string, account: Account): Promise<boolean> {
  try {
    await rest(account, { path: `/api/v1/statuses/${encodeURIComponent(id)}`, answer: z.unknown() })
    return false
  } catch (error) {
    if (error instanceof NotThere) return true
    if (error instanceof NetworkError && !error.account) return false
    throw error
  }
}

/** Servers from before 2024 cannot look up several at once; there nobody knows of changes. */
async function lookUp(id: string[], account: Account): Promise<payload.Status[] | undefined> {
  try {
    return await rest(account, { path: '/api/v1/statuses', query: { id }, answer: z.array(payload.status) })
  } catch (error) {
    if (error instanceof NotThere || (error instanceof NetworkError && error.permanent)) return undefined
    throw error
  }
}

function edit(status: payload.Status, account: string): Incoming {
  const { id, edited_at } = status
  return { is: 'edit', account, id, text: textOf(status), attachments: media(status), at: edited_at ?? undefined }
}

function editOf(edited: Temporal.Instant | null | undefined): string | undefined {
  return edited?.toString()
}

/** The latest first: those just come, and those watched before. */
export function watched(incoming: Incoming[], before: unknown): z.infer<typeof place> {
  const known = place.safeParse(before).data ?? []
  const come = incoming.flatMap((one) => (one.is === 'message' && one.from === 'customer' ? [{ id: one.id }] : []))
  const news = come.filter(({ id }) => !known.some((one) => one.id === id))
  return [...news.toReversed(), ...known].slice(0, most)
}
