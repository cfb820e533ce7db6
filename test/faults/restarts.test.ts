import postgres from 'postgres'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { startServer } from '../postgres.ts'
import { atWork } from './at-work.ts'
import { chance, rounds } from './chance.ts'
import { facts } from './facts.ts'
import { breaches } from './history.ts'
import { left } from './left.ts'
import { scene } from './scene.ts'
import { stir } from './stir.ts'

const ROUNDS = rounds(1)

describe.skipIf(inject('serverUrl') === null)('its PostgreSQL server is restarted while it works', () => {
  test(
    'politely or not: nothing that was answered is lost, and it goes on and listens by itself',
    async () => {
      const by = chance('restarts')
      const server = await startServer({ fsync: 'off' })
      if (!server) throw new Error('No server of its own could be started.')
      onTestFinished(server.stop)
      const { around, its } = await scene('server', { url: server.url })
      const running = await atWork(around, its)
      for (let round = 1; round <= ROUNDS * 2; round += 1) {
        const stirring = stir(around, by, round)
        await new Promise((resolve) => setTimeout(resolve, by.number(600)))
        await server.restart(round % 2 ? 'SIGINT' : 'SIGQUIT', by.number(3000))
        await stirring
        await stir(around, by, round + 1000)
      }
      await expect.poll(() => left(around, its), { timeout: 150_000, interval: 1000 }).toEqual([])
      expect(await breaches(around, await facts(its))).toEqual([])
      expect(await listening(server.url)).toEqual(['listen "posts"'])
      await running.kill('SIGTERM')
    },
    240_000 + ROUNDS * 60_000,
  )
})

/** What the sessions that only listen said last. */
async function listening(url: string): Promise<string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const sessions = await sql`select query from pg_stat_activity where query like 'listen %' order by query`
    return sessions.map(({ query }) => query)
  } finally {
    await sql.end()
  }
}
