import { z } from 'zod'
import { type Incoming, NetworkError } from './network.ts'

/**
 * One question of a poll, from its own place on. A `cursor` that is undefined leaves the place as it was. `trouble`: why some
 * of it is still to be had.
 */
export type Part = (before: unknown) => Promise<{ incoming: Incoming[]; cursor?: unknown; trouble?: string }>

/**
 * A poll that asks several questions, each with its own place in the cursor; oldest first. The first one must be answered.
 * Another that fails is asked again from where it stood and keeps nothing else back; only a refused account ends them all.
 */
export async function pollParts(before: unknown, first: [string, Part], others: [string, Part][]) {
  const cursor = { ...places.safeParse(before).data }
  const incoming: Incoming[] = []
  const missing: string[] = []
  let trouble: string | undefined
  const lacks = (what: string, why: string) => {
    missing.push(what)
    trouble = `Without ${missing.join(', ')}: ${why}`
  }
  for (const [name, ask] of [first, ...others]) {
    try {
      const told = await ask(cursor[name])
      incoming.push(...told.incoming)
      if (told.cursor !== undefined) cursor[name] = told.cursor
      if (told.trouble) lacks(`some of ${NAMES[name] ?? name}`, told.trouble)
    } catch (error) {
      if (!(error instanceof NetworkError) || error.account || name === first[0]) throw error
      lacks(NAMES[name] ?? name, error.message)
    }
  }
  return { incoming: incoming.toSorted(byMoment), cursor, ...(trouble ? { trouble } : {}) }
}

/** For people, where the name of a part is none. */
const NAMES: Record<string, string> = {
  answers: 'what was answered elsewhere',
  feed: 'posts and comments',
  search: 'posts with our words',
  watched: 'what was changed or deleted',
}

const places = z.record(z.string(), z.unknown())

/** What has no moment, such as a deletion found out, comes after everything else. */
export function byMoment(one: Incoming, other: Incoming): number {
  return momentOf(one) - momentOf(other) || 0
}

function momentOf(incoming: Incoming): number {
  return 'at' in incoming && incoming.at ? incoming.at.epochMilliseconds : Number.POSITIVE_INFINITY
}
