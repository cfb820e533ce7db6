import { pino } from 'pino'
import { expect, test } from 'vitest'
import { pump } from '../../src/jobs/pump.ts'

const log = pino({ level: 'silent' })

/** Work that waits in rows, of which some hangs until it is let go. */
function work() {
  const waiting: string[] = []
  const begun: string[] = []
  const held = new Map<string, () => void>()
  const one = async () => {
    const next = waiting.shift()
    if (next === undefined) return false
    begun.push(next)
    if (next.startsWith('hangs')) await new Promise<void>((done) => held.set(next, done))
    return true
  }
  return { waiting, begun, one, letGo: () => held.forEach((done) => void done()) }
}

test('what hangs keeps nothing waiting that comes after it', async () => {
  const { waiting, begun, one, letGo } = work()
  const it = pump(one, 2, log)
  waiting.push('hangs')
  it.wake()
  waiting.push('comes later')
  it.wake()
  await expect.poll(() => begun).toEqual(['hangs', 'comes later'])
  letGo()
  await it.stop()
})

test('so many are worked on at once and no more, and what came while all were busy is done after them', async () => {
  const { waiting, begun, one, letGo } = work()
  const it = pump(one, 2, log)
  waiting.push('hangs', 'hangs too', 'comes later')
  for (const _ of [1, 2, 3]) it.wake()
  await new Promise((turned) => setImmediate(turned))
  expect(begun).toEqual(['hangs', 'hangs too'])
  letGo()
  await expect.poll(() => begun).toEqual(['hangs', 'hangs too', 'comes later'])
  await it.stop()
})
