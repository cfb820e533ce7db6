import { createServer } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { call, refused } from '../../src/networks/http.ts'
import { NetworkError } from '../../src/networks/network.ts'
import { certificates, front } from '../faults/front.ts'
import { replay } from './replay.ts'

const made = certificates()
afterAll(() => made?.remove())
const label = 'Facebook'
const sends = { until: Number.POSITIVE_INFINITY }
const any = { method: 'GET', path: '/', headers: {} }

test('a network that takes no connection got nothing, so the reply is tried again', async () => {
  const gone = await closedAddress()
  await expect(call(gone, { label, sends })).rejects.toMatchObject({ uncertain: false, permanent: false })
})

test('an address without a name got nothing either', async () => {
  await expect(call('http://nobody.invalid', { label, sends })).rejects.toMatchObject({ uncertain: false })
})

test.skipIf(!made).each(['self-signed', 'unknown issuer'] as const)(
  'a certificate that nobody vouches for (%s): nothing was said, so the reply is tried again',
  async (trouble) => {
    if (!made) return
    const door = await front('http://nobody.invalid', made, '')
    door.becomes(trouble)
    await expect(call(door.url, { label, sends })).rejects.toMatchObject({ uncertain: false, permanent: false })
    await door.stop()
  },
)

test.each([
  'http://roost:s3cret@127.0.0.1/replies',
  'ftp://127.0.0.1/replies',
  'shop.example/replies',
  'http://[bad',
  'http://127.0.0.1:6000/replies',
])('nothing can be sent to %s, ever', async (address) => {
  for (const request of [{ label, sends }, { label }]) {
    const error = await call(address, request).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'NetworkError', uncertain: false, permanent: true })
    expect(String(error)).toMatch('Facebook has an address that cannot be called.')
    expect(String(error)).not.toMatch(/s3cret|replies/)
  }
})

test('an answer that breaks off leaves open whether a reply arrived, but a question is asked again', async () => {
  const sent = await replay([{ request: any, response: 'lost' }], (address) => call(address, { label, sends }))
  expect(sent.result).toMatchObject({ status: 'rejected', reason: { uncertain: true } })
  const asked = await replay([{ request: any, response: 'lost' }], (address) => call(address, { label }))
  expect(asked.result).toMatchObject({ status: 'rejected', reason: { uncertain: false, permanent: false } })
})

test('an answer that does not come in time leaves open whether a reply arrived', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const timeoutMilliseconds = 20
  await expect(call(addressOf(silent), { label, sends, timeoutMilliseconds })).rejects.toMatchObject({
    uncertain: true,
  })
  silent.closeAllConnections()
  silent.close()
})

test('an answer of more than eight mebibytes is not read, but its status counts', async () => {
  const { result } = await replay([{ request: any, response: 'endless' }], (address) => call(address, { label }))
  expect(result).toMatchObject({ status: 'fulfilled', value: { status: 200, json: undefined } })
})

test('a redirect is not followed: it would carry the token along', async () => {
  const moved = { status: 302, headers: { location: '/elsewhere' } }
  const { asked, result } = await replay([{ request: any, response: moved }], (address) => call(address, { label }))
  expect(result).toMatchObject({ status: 'fulfilled', value: { status: 302 } })
  expect(asked).toHaveLength(1)
})

test('no connection is kept, because a stale one would leave a reply in doubt', async () => {
  const request = { ...any, headers: { connection: 'close' } }
  const { asked } = await replay([{ request, response: { status: 200, headers: {} } }], (address) =>
    call(address, { label }),
  )
  expect(asked).toEqual([request])
})

test('what a network says about waiting is obeyed, in seconds and as a date', () => {
  const wait = (value: string) =>
    refused({ label }, { status: 429, headers: new Headers({ 'retry-after': value }), json: undefined }).retryAfter
  expect(wait('30')?.total('seconds')).toBe(30)
  expect(wait(new Date(Date.now() + 90_000).toUTCString())?.total('seconds')).toBeGreaterThan(80)
  expect(wait('soon')).toBeUndefined()
})

test('no sentence about a broken connection tells the address, which may hold a secret', async () => {
  const gone = await closedAddress()
  const error = await call(`${gone}/hooks/s3cret`, { label }).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(NetworkError)
  expect(String(error)).not.toMatch(/s3cret|127\.0\.0\.1/)
})

async function closedAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = addressOf(server)
  await new Promise((resolve) => server.close(resolve))
  return address
}

function addressOf(server: ReturnType<typeof createServer>): string {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}
