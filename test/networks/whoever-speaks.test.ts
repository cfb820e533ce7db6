import fc from 'fast-check'
import { expect, test } from 'vitest'
import { privateTells } from '../../src/networks/meta/conversations.ts'
import { type Leaf, sweep } from '../../src/networks/meta/sweep.ts'
import { noteTime } from '../../src/networks/meta/time.ts'
import { NetworkError } from '../../src/networks/network.ts'
import { byId, MINUTE, moment, start, There } from './conversations-there.ts'

test('whenever whoever speaks, and whatever Graph stumbles over, all of it is heard', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 14 }), fc.nat(), async (count, seed) => {
      const random = randomFrom(seed)
      const there = new There({ conversations: 3, messages: 2 }, count)
      const isBefore = (minute: number) => there.now < start + minute * MINUTE
      const somebodySpeaks = (chance: number) => {
        while (isBefore(60) && random() < chance) there.say(Math.floor(random() * count))
      }
      const badUntil = new Map<string, number>()
      const tells = privateTells({ networkId: '584', name: 'lumen', credentials: {}, options: {}, apiUrl: '' })
      const read = async (one: Leaf, since: Temporal.Instant, turnSince: Temporal.Instant) => {
        const page = JSON.stringify([one.list, one.of, one.page])
        if (!badUntil.has(page)) badUntil.set(page, random() < 0.3 ? there.now + random() * 20 * MINUTE : 0)
        if (isBefore(90) && there.now < (badUntil.get(page) ?? 0)) throw new NetworkError('Graph has trouble.')
        noteTime(new Headers({ date: new Date(there.now).toUTCString() }))
        const told = tells(one, there.tell(one, Number(one.page?.after ?? 0)), since, turnSince)
        somebodySpeaks(0.2)
        there.now += 1000
        return told
      }
      const heard = new Set<string>()
      let cursor: { since: string; left?: Leaf[] } = { since: moment(start) }
      while (isBefore(100) || cursor.left) {
        if (!isBefore(1000)) throw new Error(`It never ends: ${JSON.stringify(cursor)}`)
        there.now += MINUTE
        somebodySpeaks(0.7)
        const told = await sweep(cursor, { list: 'conversations', of: '584' }, read).catch(() => undefined)
        if (!told) continue
        cursor = JSON.parse(JSON.stringify(told.cursor))
        for (const id of byId(told.incoming)) heard.add(id)
      }
      expect([...heard].toSorted()).toEqual(there.all())
    }),
    { numRuns: 15 },
  )
})

function randomFrom(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
