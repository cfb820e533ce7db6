import { describe, expect, inject, test } from 'vitest'
import { chance, rounds } from './chance.ts'
import { facts } from './facts.ts'
import { cutShort, program } from './program.ts'
import { scene } from './scene.ts'

const KILLS = rounds(3)

describe.each(['embedded', 'server'] as const)('killed while its database is made (%s)', (database) => {
  const grounded = async () => (await scene(database)).its

  test.skipIf(database === 'server' && inject('serverUrl') === null)(
    'the next start makes it whole',
    async () => {
      const its = await grounded()
      const by = chance(`first start, ${database}`)
      for (let kill = 0; kill < KILLS; kill += 1)
        await cutShort(its.env, database === 'embedded' ? by.number(1500) : 300 + by.number(3000))
      const running = await program(its.env)
      await running.kill('SIGTERM')
      expect((await facts(its)).tickets).toEqual([])
    },
    60_000 + KILLS * 5000,
  )

  test.skipIf(database === 'embedded' || inject('serverUrl') === null)(
    'three replicas that start at once on an empty server all come up',
    async () => {
      const its = await grounded()
      const all = await Promise.all([program(its.env), program(its.env), program(its.env)])
      await Promise.all(all.map((one) => one.kill('SIGTERM')))
      expect(new Set(all.map(({ port }) => port)).size).toBe(3)
    },
    60_000,
  )

  test.skipIf(database === 'server')(
    'a second process on the same folder is refused with a sentence',
    async () => {
      const its = await grounded()
      const running = await program(its.env)
      await expect(program(its.env)).rejects.toThrow('Another Roost already runs on')
      await running.kill('SIGTERM')
    },
    60_000,
  )
})
