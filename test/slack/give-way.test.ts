import { setTimeout as rest } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { givingWay } from '../../src/slack/give-way.ts'

const LONG = 10_000

test('what nobody waits for begins once the last press has its ack', async () => {
  const { awaited, giveWay } = givingWay()
  const done: string[] = []
  const presses = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const pressed = presses.map(({ promise }, number) => awaited(() => promise.then(() => done.push(`press ${number}`))))
  const message = giveWay().then(() => done.push('message'))
  presses[1]?.resolve()
  await pressed[1]
  presses[0]?.resolve()
  await Promise.all([...pressed, message])
  expect(done).toEqual(['press 1', 'press 0', 'message'])
})

test('a press that takes long keeps nothing waiting for long', async () => {
  const { awaited, giveWay } = givingWay()
  const endless = new AbortController()
  const press = awaited(() => rest(LONG, undefined, { signal: endless.signal })).catch(() => 'ended')
  expect(await Promise.race([giveWay(), press.then(() => 'the press')])).toBeUndefined()
  endless.abort()
  await press
})

test('without a press nothing waits, and a press that fails counts as over', async () => {
  const { awaited, giveWay } = givingWay()
  const atOnce = () =>
    Promise.race([giveWay().then(() => true), new Promise((resolve) => setImmediate(resolve, false))])
  expect(await atOnce()).toBe(true)
  await expect(awaited(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  expect(await atOnce()).toBe(true)
})
