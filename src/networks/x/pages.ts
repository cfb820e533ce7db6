import { z } from 'zod'
import { byAge } from '../by-age.ts'
import { type Incoming, NetworkError } from '../network.ts'
import type { Part } from '../poll-parts.ts'

/** Back to which id a list is read; and once it was broken off, which page is next, and the newest id of those before it. */
const unfinished = z.object({ since: z.string(), newest: z.string(), page: z.string() })
const place = z.union([z.string().transform((since) => ({ since, newest: undefined, page: undefined })), unfinished])

interface Asked {
  since: string | undefined
  page: string | undefined
  /** What stood on the pages before, by its ids. */
  known: string[]
}

interface Page {
  incoming: Incoming[]
  ids: string[]
  /** The page before it in time, if anything new may stand there. */
  next: string | undefined
}

/**
 * Turns the pages of a list that tells the newest first, back to the id that is its place; without one, only the first. Where
 * X breaks off, what was read is told, and the next poll reads on from there: begun anew each time, a long list would have no end.
 */
export async function turnPages(before: unknown, ask: (asked: Asked) => Promise<Page>): ReturnType<Part> {
  const { since, newest, page } = place.safeParse(before).data ?? {}
  const incoming: Incoming[] = []
  const known = [since, newest].flatMap((id) => id ?? [])
  const latest = () => known.toSorted(byAge).at(-1)
  let next = page
  do {
    try {
      const told = await ask({ since, page: next, known })
      known.push(...told.ids)
      incoming.unshift(...told.incoming)
      next = since === undefined ? undefined : told.next
    } catch (error) {
      if (!(error instanceof NetworkError) || error.account) throw error
      // The name of a page does not last for ever.
      if (next === page && page !== undefined && error.permanent) return turnPages(since, ask)
      if (next === page) throw error
      return { incoming, cursor: { since, newest: latest(), page: next }, trouble: error.message }
    }
  } while (next)
  return { incoming, cursor: latest() }
}
