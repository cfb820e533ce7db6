import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { type Opened, open } from './open.ts'

async function post(it: Opened, deed: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${it.origin}/sandbox/do/${deed}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return response.status
}

test('another site open in the same browser can do nothing here', async () => {
  const it = await open()
  onTestFinished(() => it.close())
  const { host } = new URL(it.origin)
  expect(await post(it, 'stop', { as: 'grace' }, { origin: 'https://elsewhere.example' })).toBe(403)
  expect(await post(it, 'stop', { as: 'grace' }, { origin: `http://${host}` })).toBe(200)
  // Its name has been made to lead here: to the browser it is one origin.
  const led = (path: string, method: string) =>
    new Promise<number | undefined>((done) => {
      const headers = { host: 'elsewhere.example', origin: 'http://elsewhere.example' }
      request(it.origin + path, { method, headers }, (response) => {
        done(response.statusCode)
        response.destroy()
      }).end(method === 'POST' ? '{"as":"grace"}' : undefined)
    })
  expect([await led('/sandbox/do/stop', 'POST'), await led('/sandbox/stream?as=grace', 'GET')]).toEqual([403, 403])
})

test('what the page cannot ask for is refused by name', async () => {
  const it = await open()
  onTestFinished(() => it.close())
  expect(await post(it, 'dance', { as: 'grace' })).toBe(404)
  expect(await post(it, 'stop', { as: 'nobody' })).toBe(400)
  expect(await post(it, 'clock', { as: 'grace', minutes: -5 })).toBe(400)
})

test('a reload asks for none of the page’s parts again', async () => {
  const it = await open()
  onTestFinished(() => it.close())
  const page = await (await fetch(it.origin)).text()
  const parts = [...page.matchAll(/(?:href|src)="(\/sandbox\/[^"]+)"/g)].map(([, path = '']) => path)
  expect(parts.length).toBeGreaterThan(40)
  const kept = await Promise.all(
    parts.map(async (path) => (await fetch(it.origin + path)).headers.get('cache-control')),
  )
  expect(new Set(kept)).toEqual(new Set(['max-age=31536000, immutable']))
})

test('the page says which of its own paths exist, and leaves the others to the app', async () => {
  const it = await open()
  onTestFinished(() => it.close())
  const status = async (path: string) => (await fetch(it.origin + path)).status
  expect([await status('/'), await status('/archives/C0SOCIAL01/p1700000000000001')]).toEqual([200, 200])
  expect([await status('/sandbox/page/main.ts'), await status('/sandbox/page/style.css')]).toEqual([200, 200])
  expect([await status('/sandbox/page/..%2findex.ts'), await status('/sandbox/page/nothing.ts')]).toEqual([404, 404])
})
