import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { chance } from './chance.ts'
import { connected } from './connected.ts'
import { facts, letLeasesRunOut } from './facts.ts'
import { breaches } from './history.ts'
import { left } from './left.ts'
import { outside } from './outside.ts'
import { type Ground, ground, program } from './program.ts'
import { stir } from './stir.ts'

const library = faketime()
if (!library) console.warn('\nSKIPPED: there is no libfaketime, so no clock is set wrong.\n')

describe.skipIf(inject('serverUrl') === null || !library)('clocks that differ', () => {
  test('one replica 4 minutes ahead, one behind: the start says so, each takes over from the other, nothing is lost or twice', async () => {
    const by = chance('clocks')
    const around = await outside(1000)
    const its = await ground(around, 'server')
    try {
      await connected(its, around)
      const [ahead, behind] = await Promise.all([program(at(its, '+4m')), program(at(its, '-4m'))])
      expect(ahead.printed.join('\n')).toContain('This machine’s clock is 4 minutes ahead of Slack’s.')
      expect(behind.printed.join('\n')).toContain('This machine’s clock is 4 minutes behind the database’s.')
      around.replicas.push(ahead.port, behind.port)
      around.sandbox.ready()
      await stir(around, by, 1)
      const stirring = stir(around, by, 2)
      await ahead.kill()
      around.replicas.splice(0, 2, behind.port)
      await stirring
      await letLeasesRunOut(its)
      await expect.poll(() => left(around, its), { timeout: 150_000, interval: 1000 }).toEqual([])
      expect(await breaches(around, await facts(its))).toEqual([])
      await behind.kill('SIGTERM')
    } finally {
      await its.remove()
      await around.close()
    }
  }, 300_000)
})

function at(its: Ground, shift: string) {
  return { ...its.env, LD_PRELOAD: library ?? '', FAKETIME: shift }
}

function faketime(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : []
  return ['faketime', ...folders.map((name) => join(name, 'faketime'))]
    .map((folder) => join('/usr/lib', folder, 'libfaketime.so.1'))
    .find((file) => existsSync(file))
}
