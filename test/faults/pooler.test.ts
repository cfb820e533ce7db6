import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { chance } from './chance.ts'
import { connected } from './connected.ts'
import { facts, letLeasesRunOut } from './facts.ts'
import { breaches } from './history.ts'
import { left } from './left.ts'
import { hasPooler, pooler } from './pooler.ts'
import { program } from './program.ts'
import { scene } from './scene.ts'
import { stir } from './stir.ts'

if (!hasPooler) console.warn('\nSKIPPED: there is no pgbouncer, so nothing is tested behind a pooler.\n')

describe.skipIf(inject('serverUrl') === null || !hasPooler)('a pooler in transaction mode', () => {
  test('stands between: replicas start at once, say so, are killed, and nothing is lost or comes twice', async () => {
    const by = chance('pooler')
    const { around, its } = await scene('server')
    const between = await pooler(Number(new URL(its.url ?? '').port))
    onTestFinished(between.stop)
    const url = new URL(its.url ?? '')
    url.port = `${between.port}`
    const env = { ...its.env, DATABASE_URL: url.href }
    const [one, other] = await Promise.all([program(env), program(env)])
    await connected(its, around)
    expect(one.printed.join('\n')).toContain('a pooler in transaction mode. Roost looks every 2 seconds instead.')
    around.replicas.push(one.port, other.port)
    around.sandbox.ready()
    await stir(around, by, 1)
    const stirring = stir(around, by, 2)
    await one.kill()
    around.replicas.splice(0, 2, other.port)
    await stirring
    await letLeasesRunOut(its)
    await expect.poll(() => left(around, its), { timeout: 150_000, interval: 1000 }).toEqual([])
    expect(await breaches(around, await facts(its))).toEqual([])
    await other.kill('SIGTERM')
  }, 300_000)
})
