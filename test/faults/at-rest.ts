import { setTimeout as rest } from 'node:timers/promises'
import { type Facts, facts, letLeasesRunOut, unfinished } from './facts.ts'
import type { Outside } from './outside.ts'
import { type Ground, program } from './program.ts'

/**
 * Runs until all has been done that can be, and gives what is known then. The embedded database is read between two runs.
 * `besides` names what is left that the database does not know of.
 */
export async function atRest(
  around: Outside,
  its: Ground,
  besides: () => Promise<string[]> = async () => [],
): Promise<Facts> {
  let left: string[] = []
  for (let tries = 0; tries < 12; tries += 1) {
    const running = await program(its.env)
    around.replicas.splice(0, 1, running.port)
    around.sandbox.ready()
    const quiet = () => around.calls.length
    for (let before = -1; before !== quiet(); await rest(2500)) before = quiet()
    await running.kill('SIGTERM')
    await letLeasesRunOut(its)
    const known = await facts(its)
    left = [...unfinished(known), ...(await besides())]
    if (left.length === 0) return known
  }
  throw new Error(`It does not come to rest: ${left.join(', ')}`)
}
