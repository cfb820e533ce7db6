import { setTimeout as rest } from 'node:timers/promises'

/** Looks, twice a second, until it has come to rest. */
export async function settled<Seen>(
  look: () => Promise<Seen>,
  enough: (seen: Seen) => boolean,
  within = 120_000,
): Promise<Seen> {
  const until = performance.now() + within
  for (;;) {
    const seen = await look()
    if (enough(seen)) return seen
    if (performance.now() > until) throw new Error(`It has not come to rest within ${within / 1000} s`)
    await rest(500)
  }
}
