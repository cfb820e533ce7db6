import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { words } from '../desk.ts'
import { chance, rounds } from './chance.ts'
import { connected } from './connected.ts'
import { facts } from './facts.ts'
import { breaches } from './history.ts'
import { left } from './left.ts'
import type { Outside } from './outside.ts'
import { program } from './program.ts'
import { scene } from './scene.ts'
import { stir } from './stir.ts'
import { wire } from './wire.ts'

const CUTS = rounds(3)

describe.skipIf(inject('serverUrl') === null)('the line to its database', () => {
  test(
    'is cut, slow, then silent: presses are answered in time and told, and all is caught up once it is back',
    async () => {
      const by = chance('wire')
      const { around, its } = await scene('server')
      const line = await wire(Number(new URL(its.url ?? '').port))
      onTestFinished(line.close)
      await connected(its, around)
      const between = new URL(its.url ?? '')
      between.port = `${line.port}`
      const running = await program({ ...its.env, DATABASE_URL: between.href })
      around.replicas.push(running.port)
      around.sandbox.ready()

      for (let cut = 1; cut <= CUTS; cut += 1) {
        const stirring = stir(around, by, cut)
        await new Promise((resolve) => setTimeout(resolve, by.number(800)))
        line.cut()
        await stirring
      }
      line.is = 'slow'
      await stir(around, by, CUTS + 1)
      line.is = 'open'

      await around.write({ text: 'Is this line dead?', customer: 'priya' })
      await around.press('Reply', 'Is this line dead?')
      await around.until((all) => all.modals.find((one) => words(one).includes('Is this line dead?')))
      line.is = 'silent'
      await around.submit({ Reply: 'Nearly.' })
      expect((await fetch(`http://127.0.0.1:${running.port}/health`)).status).toBe(503)
      // A press while the line was cut is told so too: what was written comes back with the word on it.
      const told = await around.until((all) => all.ephemerals.find((one) => one.text.includes('> Nearly.')))
      expect(told.text).toContain('Roost’s database does not answer just now.')
      line.is = 'open'

      await expect.poll(() => left(around, its), { timeout: 150_000, interval: 1000 }).toEqual([])
      expect((await fetch(`http://127.0.0.1:${running.port}/health`)).status).toBe(200)
      expect(await breaches(around, await facts(its))).toEqual([])
      expect(tooSlow(around)).toEqual([])
      await running.kill('SIGTERM')
    },
    300_000 + CUTS * 10_000,
  )
})

/** Slack waits for 3 seconds. */
function tooSlow({ calls }: Outside): string[] {
  return calls
    .filter(({ path, took = Number.POSITIVE_INFINITY }) => path === '/slack/events' && took > 3000)
    .map(({ body, took }) => `${body.slice(0, 80)} took ${took} ms`)
}
