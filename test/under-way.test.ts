import { expect, test } from 'vitest'
import { underWay } from '../src/under-way.ts'

test('an end waits for what is under way, and nothing is begun after it', async () => {
  const works = underWay()
  const done: string[] = []
  const query = Promise.withResolvers<void>()
  const tick = works.run(() => query.promise.then(() => done.push('tick')))
  const broken = works.run(() => query.promise.then(() => Promise.reject(new Error('Stumbled'))))
  const ended = works.end().then(() => done.push('end'))
  expect(await works.run(async () => done.push('late'))).toBeUndefined()
  expect(works.ending()).toBe(true)
  query.resolve()
  await expect(broken).rejects.toThrow('Stumbled')
  await Promise.all([tick, ended])
  expect(done).toEqual(['tick', 'end'])
})
