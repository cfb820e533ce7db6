import { describe, expect, inject, test } from 'vitest'
import { words } from '../desk.ts'
import { atWork } from './at-work.ts'
import { rounds } from './chance.ts'
import { facts } from './facts.ts'
import { breaches } from './history.ts'
import { left } from './left.ts'
import type { Answer, Call } from './outside.ts'
import { scene } from './scene.ts'

const LETTERS = rounds(1)
const LIMITED = 15

describe.skipIf(inject('serverUrl') === null)('one channel of several', () => {
  test(
    'is limited by Slack, then archived: the others go on, and what waited stands once when it is back',
    async () => {
      const { around, its } = await scene('server')
      const running = await atWork(around, its)
      const social = (await around.sees()).channels.find(({ name }) => name === 'social')?.id
      const here = ({ path, body }: Call) =>
        path === '/api/chat.postMessage' && new URLSearchParams(body).get('channel') === social
      const stands = (text: string) => around.until((all) => all.messages.find((one) => words(one).includes(text)))

      for (const [what, answer] of Object.entries({ limited, archived })) {
        const refused: Call[] = []
        const well = around.meddle(here, async (call) => {
          refused.push(call)
          return answer
        })
        await around.write({ text: `A chat, ${what}`, customer: 'kenji' })
        await expect.poll(() => refused.length, { timeout: 60_000 }).toBeGreaterThan(0)
        for (let number = 1; number <= LETTERS; number += 1) {
          const text = `Review ${number}, ${what}`
          await around.write({ text, customer: 'mira', account: 'shop-reviews', place: 'review' })
          await stands(text)
        }
        well()
        if (what === 'archived') await around.write({ text: 'Is it back?', customer: 'tomas' })
        await stands(`A chat, ${what}`)
        const last = refused.at(-1)?.at ?? 0
        const next = around.calls.find((call) => here(call) && call.at > last)
        const asked = next ? [...refused, next] : refused
        if (what === 'limited') expect(shortestPause(asked)).toBeGreaterThanOrEqual(LIMITED * 1000)
      }
      await expect.poll(() => left(around, its), { timeout: 150_000, interval: 1000 }).toEqual([])
      expect(await breaches(around, await facts(its))).toEqual([])
      await running.kill('SIGTERM')
    },
    180_000 + LETTERS * 20_000,
  )
})

function shortestPause(calls: Call[]): number {
  const pauses = calls.slice(1).map(({ at }, place) => at - (calls[place]?.at ?? 0))
  return Math.min(...pauses)
}

const json = { 'content-type': 'application/json' }

const limited: Answer = {
  status: 429,
  headers: { ...json, 'retry-after': `${LIMITED}` },
  body: '{"ok":false,"error":"ratelimited"}',
}

const archived: Answer = { status: 200, headers: json, body: '{"ok":false,"error":"is_archived"}' }
