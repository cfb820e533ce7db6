import type { Incoming } from './incoming.ts'

/** The ids of what customers wrote in public and `known` does not have yet, the latest first. */
export function publicNews(incoming: Incoming[], known: string[]): string[] {
  const come = incoming.flatMap((one) =>
    one.is === 'message' && one.place === 'public' && one.from === 'customer' ? [one.id] : [],
  )
  return [...new Set(come)].filter((id) => !known.includes(id)).toReversed()
}
