import postgres from 'postgres'
import { describe, expect, inject, test } from 'vitest'
import { chance } from './chance.ts'
import { connected } from './connected.ts'
import { facts } from './facts.ts'
import { breaches } from './history.ts'
import { left } from './left.ts'
import { outside } from './outside.ts'
import { type Ground, ground, program } from './program.ts'
import { staleCards } from './stale-cards.ts'
import { stir } from './stir.ts'
import { watch } from './watch.ts'

describe.skipIf(inject('serverUrl') === null)('clocks that differ', () => {
  test('one replica 10 minutes ahead, one behind, one set back by an hour and forward again: each says so, nothing is lost or twice, and what they show agrees', async () => {
    const by = chance('clocks')
    const began = new Date()
    const around = await outside(1000)
    const its = await ground(around, 'server')
    const clocks = [watch(its.env, 'ahead', 10), watch(its.env, 'behind', -10), watch(its.env, 'right', 0)]
    try {
      await connected(its, around)
      const three = await Promise.all(clocks.map(({ env }) => program(env)))
      const [ahead, behind, right] = three
      expect(ahead?.printed.join('\n')).toContain('This machine’s clock is 10 minutes ahead of Slack’s.')
      expect(behind?.printed.join('\n')).toContain('This machine’s clock is 10 minutes behind the database’s.')
      expect(right?.printed.join('\n')).not.toContain('This machine’s clock')
      // Slack and the shop sign with their time, so only who has it can tell that it is they.
      around.replicas.push(right?.port ?? 0)
      around.sandbox.ready()
      await stir(around, by, 1)
      const rest = () => expect.poll(() => left(around, its), { timeout: 60_000, interval: 500 }).toEqual([])
      clocks[2]?.set(-60)
      await rest()
      clocks[2]?.set(0)
      await stir(around, by, 2)
      await rest()
      expect(await breaches(around, await facts(its))).toEqual([])
      expect(await staleCards(around, its)).toEqual([])

      expect(await farOff(its, began)).toEqual([])
      await Promise.all(three.map((one) => one.kill('SIGTERM')))
    } finally {
      await its.remove()
      await around.close()
    }
  }, 300_000)
})

/** What happened by somebody's own watch alone. */
async function farOff({ url }: Ground, began: Date): Promise<string[]> {
  const sql = postgres(url ?? '', { max: 1, onnotice: () => {} })
  try {
    const events = await sql`
      select ticket_id, name, at from events
      where at not between ${began}::timestamptz - interval '2 seconds' and clock_timestamp() + interval '2 seconds'`
    return events.map(({ ticket_id, name, at }) => `#${ticket_id} ${name} at ${at}`)
  } finally {
    await sql.end()
  }
}
