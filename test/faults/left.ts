import { facts, unfinished } from './facts.ts'
import type { Outside } from './outside.ts'
import type { Ground } from './program.ts'

/** What is still to be done, and what nobody has taken yet; nothing: all has come to rest. Its database must be a server. */
export async function left(around: Outside, its: Ground): Promise<string[]> {
  const unheard = (await around.sees()).letters.filter((one) => one.from === 'customer' && !one.delivered)
  return [...unfinished(await facts(its)), ...unheard.map(({ id, place }) => `letter ${id} ${place}`)]
}
