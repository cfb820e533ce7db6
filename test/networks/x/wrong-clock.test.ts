import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { rest } from '../../../src/networks/x/rest.ts'

/** X, which takes nothing that was signed more than five minutes ago or from then on, by its own clock. */
let ahead = 0
const asked: number[] = []
const server = createServer(({ headers: { authorization = '' } }, response) => {
  const now = Date.now() + ahead
  const signedAt = Number(/oauth_timestamp="(\d+)"/.exec(authorization)?.[1]) * 1000
  const isRight = Math.abs(signedAt - now) < 5 * 60_000 && authorization.includes('oauth_token="ours"')
  asked.push(isRight ? 200 : 401)
  response.writeHead(isRight ? 200 : 401, { date: new Date(now).toUTCString() }).end('{}')
})

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => new Promise((done) => server.close(done)))

const ask = (token = 'ours') =>
  rest(
    {
      credentials: { key: 'key', secret: 'secret', token, tokenSecret: 'token secret' },
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    { path: '/2/users/me', answer: z.unknown() },
  )

test('a machine whose clock is wrong signs by X’s own, from its first answer on', async () => {
  for (const minutes of [10, -10, 24 * 60]) {
    ahead = minutes * 60_000
    await ask()
    await ask()
    expect(asked.splice(0), `${minutes} minutes`).toEqual([401, 200, 200])
  }
})

test('what X refuses by the right time is not asked twice', async () => {
  await ask().catch(() => {})
  asked.splice(0)
  await expect(ask('another’s')).rejects.toThrow('no longer accepts')
  expect(asked).toEqual([401])
})
