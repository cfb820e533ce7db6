import { createServer } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { EnvironmentError, readEnv } from '../src/env.ts'
import { openDoor } from '../src/server.ts'
import { freePort } from './free-port.ts'

const silent = pino({ level: 'silent' })

async function opened(databaseAnswers = async () => true) {
  const door = await openDoor({ ...readEnv({}), port: 0, host: '127.0.0.1' }, databaseAnswers, silent)
  onTestFinished(door.close)
  const ask = (path: string) => fetch(`http://127.0.0.1:${door.port}${path}`, { method: 'POST' })
  return { door, ask }
}

test('who comes while Roost starts is asked to come again', async () => {
  const { door, ask } = await opened()
  const early = await ask('/webhooks/custom/shop')
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await (await ask('/health')).text()).toBe('starting')
  door.ready()
  expect((await ask('/webhooks/custom/shop')).status).toBe(404)
  expect((await ask('/health')).status).toBe(200)
})

test('the first route whose path it is answers', async () => {
  const { door, ask } = await opened()
  door.routes.push(
    () => false,
    (_, response) => Boolean(response.end('the second')),
    (_, response) => Boolean(response.end('the third')),
  )
  expect(await (await ask('/webhooks')).text()).toBe('the second')
})

test('health says that the database is away', async () => {
  const { door, ask } = await opened(async () => false)
  door.ready()
  const health = await ask('/health')
  expect([health.status, await health.text()]).toEqual([503, 'the database does not answer'])
})

test('an idle line is put down later than any proxy does', async () => {
  const { ask } = await opened()
  const [, seconds] = /timeout=(\d+)/.exec((await ask('/health')).headers.get('keep-alive') ?? '') ?? []
  expect(Number(seconds)).toBeGreaterThan(90)
})

test('a port in use is named', async () => {
  const port = await freePort()
  const before = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void before.close())
  await expect(openDoor({ ...readEnv({}), port, host: '127.0.0.1' }, async () => true, silent)).rejects.toThrow(
    EnvironmentError,
  )
})

test.each(['//', 'http://', '/%'])('a request for %s is answered, and the next one too', async (address) => {
  const { door, ask } = await opened()
  door.routes.push((request, response) => Boolean(new URL(request.url ?? '', 'http://x') && response.end('read')))
  const socket = connect(door.port, '127.0.0.1')
  socket.end(`GET ${address} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 (200|400) /)
  expect(await (await ask('/webhooks')).text()).toBe('read')
})

test('a route that breaks ends its request alone', async () => {
  const { door, ask } = await opened()
  door.routes.push(({ url }, response) => {
    if (url === '/broken') throw new Error('A bug')
    return Boolean(response.end('whole'))
  })
  expect((await ask('/broken')).status).toBe(500)
  expect(await (await ask('/webhooks')).text()).toBe('whole')
})
