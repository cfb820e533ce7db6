import { z } from 'zod'
import { byAge } from '../by-age.ts'
import * as payload from './payload.ts'
import { type Caller, type RestCall, rest } from './rest.ts'

const page = 40

/**
 * What a list holds beyond the id that is its place, oldest first. `min_id` gives the page next to it, so pages are turned
 * forwards; without a place only the newest page is read.
 */
export async function since(
  account: Caller,
  list: Pick<RestCall<z.ZodType>, 'path' | 'query'> & { field?: string },
  before: unknown,
): Promise<{ members: unknown[]; cursor?: string }> {
  let place = z.string().safeParse(before).data
  const members: unknown[] = []
  for (;;) {
    const query = { ...list.query, limit: `${page}`, min_id: place }
    const told = membersOf(await rest(account, { path: list.path, query, answer: z.unknown() }), list.field)
    const newest = told
      .flatMap((json) => payload.named.safeParse(json).data?.id ?? [])
      .toSorted(byAge)
      .at(-1)
    members.push(...told.toReversed())
    const isEnd = told.length < page || place === undefined || newest === undefined || byAge(newest, place) <= 0
    place = newest !== undefined && (place === undefined || byAge(newest, place) > 0) ? newest : place
    if (isEnd) return { members, cursor: place }
  }
}

function membersOf(json: unknown, field: string | undefined): unknown[] {
  const inner = field === undefined ? json : z.record(z.string(), z.unknown()).safeParse(json).data?.[field]
  return z.array(z.unknown()).catch([]).parse(inner)
}
