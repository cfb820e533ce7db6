import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { type Person, words } from '../desk.ts'
import { atWork } from './at-work.ts'
import { letLeasesRunOut } from './facts.ts'
import type { Outside } from './outside.ts'
import { program } from './program.ts'
import { scene } from './scene.ts'

test.skipIf(inject('serverUrl') === null)(
  'a window that takes longer than Slack waits stays as it was until that is done; killed meanwhile, it can be sent once more, and goes out once',
  async () => {
    const { around, its } = await scene('server')
    const running = await atWork(around, its)
    const sql = postgres(its.url ?? '', { max: 2, onnotice: () => {} })
    const held = (act: () => Promise<void>) =>
      sql.begin(async (holding) => {
        await holding`select 1 from tickets for update`
        await act()
      })
    const said = (text: string) => async () => (await around.sees()).letters.filter((one) => one.text === text).length

    await opened(around, 'Is it slow?', 'grace')
    await held(async () => {
      await around.submit({ Reply: 'A little.' })
      expect(Object.values((await shown(around, 'grace'))?.errors)).toEqual([expect.stringContaining('press again')])
      await around.submit({ Reply: 'A little.' })
    })
    await expect.poll(async () => words(await shown(around, 'grace'))).toContain('That took a while. It is done.')
    await expect.poll(said('A little.')).toBe(1)

    await opened(around, 'Is it dead?', 'alan')
    await held(async () => {
      await around.submit({ Reply: 'Not quite.' }, 'alan')
      await running.kill()
    })
    await letLeasesRunOut(its)
    const next = await program(its.env)
    around.replicas.splice(0, 1, next.port)
    expect(await said('Not quite.')()).toBe(0)
    await around.submit({ Reply: 'Not quite.' }, 'alan')
    expect(await shown(around, 'alan')).toBeUndefined()
    await expect.poll(said('Not quite.'), { timeout: 20_000 }).toBe(1)
    await sql.end()
    await next.kill('SIGTERM')
  },
  120_000,
)

async function opened(around: Outside, text: string, as: Person): Promise<void> {
  await around.write({ text, customer: as === 'grace' ? 'mira' : 'wei' })
  await around.until((all) => all.messages.find((one) => words(one).includes(text)))
  await around.press('Reply', text, as)
  await around.until((all) => all.modals.find((one) => words(one).includes(text)), as)
}

async function shown(around: Outside, as: Person) {
  return (await around.sees(as)).modals.at(-1)
}
