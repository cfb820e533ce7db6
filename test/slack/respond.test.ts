import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { respond } from '../../src/slack/respond.ts'

test.each([
  [200, 'ok', 'taken'],
  [200, '{"ok":true}', 'taken'],
  [200, '', 'taken'],
  [200, '{"ok":fal', 'taken'],
  [200, '{"ok":false,"error":"used_url"}', 'refused'],
  [404, '{"ok":false,"error":"expired_url"}', 'refused'],
])('a response_url answers %i with %s: %s', async (status, body, taken) => {
  const server = createServer((_, response) => void response.writeHead(status).end(body))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    expect(await respond(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {})).toBe(taken)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('nobody is there: lost', async () => {
  expect(await respond('http://127.0.0.1:1/', {})).toBe('lost')
})
