import { setTimeout as rest } from 'node:timers/promises'
import { describe, expect, inject, test } from 'vitest'
import { ONCE_MORE } from '../../src/db/posts.ts'
import { words } from '../desk.ts'
import { atWork } from './at-work.ts'
import { type Chance, chance, rounds } from './chance.ts'
import { facts } from './facts.ts'
import { breaches } from './history.ts'
import { left } from './left.ts'
import type { Meddling } from './outside.ts'
import { program } from './program.ts'
import { scene } from './scene.ts'
import { staleCards } from './stale-cards.ts'
import { stir } from './stir.ts'

const ROUNDS = rounds(2)

describe.skipIf(inject('serverUrl') === null)('Slack in its worst hour', () => {
  test('half answers, lost answers, 5xx, then a revoked token: each card stands once, and a new token catches up', async () => {
    const by = chance('slack')
    const { around, its } = await scene('server')
    const running = await atWork(around, its)
    const fine = around.meddle(({ path }) => /^\/(api|sandbox\/actions)\//.test(path), unreliable(by))
    for (let round = 1; round <= ROUNDS; round += 1) await stir(around, by, round)
    // What is only drawn once more may be lost once more, for as long as this goes on.
    const toDo = async () => (await left(around, its)).filter((one) => !one.endsWith(ONCE_MORE))
    await expect.poll(toDo, { timeout: 500_000, interval: 1000 }).toEqual([])
    fine()

    const renewed = around.meddle(({ path }) => path.startsWith('/api/'), revoked)
    await around.write({ text: 'Who renews the token?', customer: 'kenji' })
    await expect
      .poll(() => running.printed.join('\n'), { timeout: 60_000 })
      .toContain('Slack refuses our token; nothing is lost')
    await running.kill('SIGTERM')
    await expect(program(its.env)).rejects.toThrow('SLACK_BOT_TOKEN: Slack refuses it (token_revoked)')
    renewed()
    const next = await program(its.env)
    around.replicas.splice(0, 1, next.port)
    await around.until((all) => all.messages.find((one) => words(one).includes('Who renews the token?')))
    await expect.poll(() => left(around, its), { timeout: 500_000, interval: 1000 }).toEqual([])
    expect(await breaches(around, await facts(its))).toEqual([])
    await next.kill('SIGTERM')
  }, 1_600_000)

  test('every method stalls for 10 s, taken or not: presses are acked meanwhile, and each card stands once and as it should', async () => {
    const by = chance('slack stalls')
    const { around, its } = await scene('server')
    const running = await atWork(around, its)
    await stir(around, by, 1)
    const stalled = new Set<string>()
    const fine = around.meddle(({ path }) => path.startsWith('/api/'), stalls(by, stalled))
    for (let round = 2; round <= 1 + ROUNDS; round += 1) await stir(around, by, round)
    await expect.poll(() => [...stalled], { timeout: 60_000 }).toContain('/api/chat.postMessage')
    fine()
    await expect.poll(() => left(around, its), { timeout: 500_000, interval: 1000 }).toEqual([])
    expect(await breaches(around, await facts(its))).toEqual([])
    const late = around.calls.filter(({ path, took = 0 }) => path === '/slack/events' && took > 3000)
    expect(late.map(({ body, took }) => `${body.slice(0, 200)}: ${took} ms`)).toEqual([])
    await running.kill('SIGTERM')
    expect(await staleCards(around, its)).toEqual([])
  }, 1_200_000)

  test('Slack takes what a press shows in place when nobody waits for it any more: the card ends as its ticket stands', async () => {
    const { around, its } = await scene('server')
    const running = await atWork(around, its)
    await around.write({ text: 'Who has this?', customer: 'kenji' })
    await around.until((all) => all.messages.find((one) => words(one).includes('Who has this?')))
    const late = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    around.meddle(
      ({ path }) => path.startsWith('/sandbox/actions/'),
      async (_, passOn) => {
        held.resolve()
        await rest(10_000)
        const answer = await passOn()
        late.resolve()
        return answer
      },
    )
    await around.press('Claim', 'Who has this?')
    await held.promise
    await around.write({ text: 'Anybody?', customer: 'kenji' })
    await late.promise
    await expect.poll(() => left(around, its), { timeout: 60_000 }).toEqual([])
    await running.kill('SIGTERM')
    expect(await staleCards(around, its)).toEqual([])
  })
})

/** From here on nothing is wrong. */
const FINE = 5

/**
 * Every other call goes wrong, in one of the ways in which it may have been taken or not; of one method never more than
 * two in a row, so that what is tried again ends some time.
 */
function unreliable(by: Chance): Meddling {
  const inARow = new Map<string, number>()
  return async ({ path }, passOn) => {
    const before = inARow.get(path) ?? 0
    const wrong = before < 2 ? by.number(10) : FINE
    inARow.set(path, wrong < FINE ? before + 1 : 0)
    if (wrong === 0) return { status: 503, body: '' }
    const answer = await passOn()
    if (wrong === 1) return 'cut'
    if (wrong === 2) return { ...answer, body: answer.body.slice(0, answer.body.length / 2) }
    if (wrong === 3) return { status: 500, body: '<html>' }
    if (wrong === 4) return { ...answer, body: '{"ok":false,"error":"internal_error"}' }
    return answer
  }
}

/** The first three calls of each method, and every third from then on. `stalled` names the methods. */
function stalls(by: Chance, stalled: Set<string>): Meddling {
  const calls = new Map<string, number>()
  return async ({ path }, passOn) => {
    const number = (calls.get(path) ?? 0) + 1
    calls.set(path, number)
    if (number > 3 && number % 3 !== 0) return passOn()
    stalled.add(path)
    const isTaken = by.number(2) === 0
    if (isTaken) await passOn()
    await rest(10_000)
    return 'cut'
  }
}

const revoked: Meddling = async () => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"ok":false,"error":"token_revoked"}',
})
