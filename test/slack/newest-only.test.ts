import { expect, test } from 'vitest'
import { newestOnly } from '../../src/slack/newest-only.ts'

test('the first runs at once, and of those that come meanwhile only the newest', async () => {
  const paced = newestOnly(20)
  const ran: string[] = []
  const run = (key: string, name: string) =>
    paced(key, async () => {
      ran.push(name)
      return name
    })
  const all = await Promise.all([run('a', '1'), run('a', '2'), run('a', '3'), run('b', '1b'), run('a', '4')])
  expect(all).toEqual(['1', undefined, undefined, '1b', '4'])
  expect(ran).toEqual(['1', '1b', '4'])
})

test('one that fails is told to whoever asked, and the next runs all the same', async () => {
  const paced = newestOnly(1)
  const failed = paced('a', () => Promise.reject(new Error('away')))
  const next = paced('a', async () => 'kept')
  await expect(failed).rejects.toThrow('away')
  expect(await next).toBe('kept')
})
