import dns, { type LookupAddress } from 'node:dns'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Allowed, fetchSafely } from '../../src/inbound/fetch-safely.ts'
import { isPublicAddress } from '../../src/inbound/public-address.ts'

type Found = (error: null, addresses: LookupAddress[]) => void

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server of the operator's, with what it was asked. */
async function server(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: IncomingMessage[] = []
  const it = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((done) => it.listen(0, '127.0.0.1', done))
  closing.push(() => {
    it.closeAllConnections()
    it.close()
  })
  return { origin: `http://127.0.0.1:${(it.address() as AddressInfo).port}`, asked }
}

const allowed = (changes: Partial<Allowed> = {}): Allowed => ({
  ...{ hosts: ['fbcdn.net'], origins: [], label: 'Facebook' },
  ...changes,
})
const outcome = (url: string, may: Partial<Allowed>, within?: number) =>
  fetchSafely({ url }, allowed(may), within).then(
    (bytes) => bytes.length,
    ({ permanent, message }) => ({ permanent, message }),
  )
const mayNot = { permanent: true, message: 'What Facebook names lies where it may not be fetched.' }

describe('where bytes are fetched from', () => {
  test('an address that the operator has named, on a network of its own', async () => {
    const { origin } = await server((_, response) => response.end('abc'))
    expect(await outcome(`${origin}/a.png`, { origins: [origin] })).toBe(3)
  })

  test.each([
    'https://evilfbcdn.net/a.png',
    'https://fbcdn.net.evil.example/a.png',
    'https://evil.example/?fbcdn.net',
    'http://x.fbcdn.net/a.png',
    'https://x.fbcdn.net:8443/a.png',
    'https://somebody@x.fbcdn.net/a.png',
    'https://127.0.0.1/a.png',
    'https://[::1]/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'ftp://fbcdn.net/a.png',
    'no address',
  ])('never %s', async (url) => {
    expect(await outcome(url, {})).toEqual(mayNot)
  })

  test.each(['127.0.0.1', '[::1]', '2130706433'])('never from an address in place of a name: %s', async (host) => {
    const url = `https://${host}/a.png`
    expect(await outcome(url, { hosts: [new URL(url).hostname] })).toEqual(mayNot)
  })

  test('another port beside the one that the operator has named is another place', async () => {
    const [named, beside] = [await server((_, response) => response.end()), await server((_, it) => it.end('secret'))]
    expect(await outcome(beside.origin, { origins: [named.origin] })).toEqual(mayNot)
    expect(beside.asked).toEqual([])
  })

  test('a name of the network that leads into this machine is not connected to', async () => {
    expect(await outcome('https://localhost/a.png', { hosts: ['localhost'] })).toEqual(mayNot)
  })

  test('a name of the network that leads to the open internet and into this machine is not connected to', async () => {
    const both = ['8.8.8.8', '127.0.0.1'].map((address) => ({ address, family: 4 }))
    const leads = vi
      .spyOn(dns, 'lookup')
      .mockImplementation(((_: unknown, __: unknown, found: Found) => found(null, both)) as typeof dns.lookup)
    syncBuiltinESMExports()
    closing.push(() => {
      leads.mockRestore()
      syncBuiltinESMExports()
    })
    expect(await outcome('https://x.fbcdn.net/a.png', {}, 300)).toEqual(mayNot)
    expect(leads).toHaveBeenCalledOnce()
  })

  test('each time by a connection of its own: a kept one could lead to an address judged long ago', async () => {
    const { origin, asked } = await server((_, response) => response.end('abc'))
    for (const _ of [1, 2]) expect(await outcome(origin, { origins: [origin] })).toBe(3)
    expect(asked[1]?.socket).not.toBe(asked[0]?.socket)
  })

  test('a redirect is judged like the first address, and what was said to one host no other hears', async () => {
    const inside = await server((_, response) => response.end('secret'))
    const sends = (to: string) => server((_, it) => it.writeHead(302, { location: to }).end())
    const first = await sends(`${inside.origin}/latest/meta-data`)
    expect(await outcome(first.origin, { origins: [first.origin] })).toEqual(mayNot)
    expect(inside.asked).toEqual([])
    const may = allowed({ origins: [first.origin, inside.origin] })
    await fetchSafely({ url: first.origin, headers: { authorization: 'Bearer x' } }, may)
    expect([first.asked[1], inside.asked[0]].map((request) => request?.headers.authorization)).toEqual([
      'Bearer x',
      undefined,
    ])
  })

  test('a redirect to what is no address is final', async () => {
    const { origin } = await server((_, it) => it.writeHead(302, { location: 'http://[bad' }).end())
    expect(await outcome(origin, { origins: [origin] })).toEqual(mayNot)
  })

  test('a redirect to itself ends', async () => {
    const { origin, asked } = await server((_, it) => it.writeHead(301, { location: '/again' }).end())
    expect(await outcome(origin, { origins: [origin] })).toMatchObject({ permanent: true })
    expect(asked).toHaveLength(4)
  })
})

describe('how much, and for how long', () => {
  const large = 11 * 1024 * 1024
  test.each([
    ['told before', (it: ServerResponse) => it.writeHead(200, { 'content-length': large }).end(Buffer.alloc(large))],
    ['not told', (it: ServerResponse) => it.write(Buffer.alloc(large), () => it.end())],
  ])('more than 10 MB is left, its length %s', async (_, answer) => {
    const { origin } = await server((_, it) => void answer(it.on('error', () => {})))
    expect(await outcome(origin, { origins: [origin] })).toEqual({
      ...{ permanent: true, message: 'What Facebook names is larger than 10 MB.' },
    })
  })

  test('what trickles in for ever is left, and may be tried again', async () => {
    const { origin } = await server((_, it) => it.writeHead(200).write('a'))
    expect(await outcome(origin, { origins: [origin] }, 300)).toMatchObject({ permanent: false })
  })

  test.each([
    [404, true],
    [403, true],
    [429, false],
    [503, false],
  ])('an answer of %i is final: %s', async (status, permanent) => {
    const { origin } = await server((_, it) => it.writeHead(status).end())
    expect(await outcome(origin, { origins: [origin] })).toMatchObject({ permanent })
  })

  test('a connection that breaks off may be tried again', async () => {
    const { origin } = await server((request) => request.socket.destroy())
    expect(await outcome(origin, { origins: [origin] })).toMatchObject({ permanent: false })
  })
})

test.each([
  ...['8.8.8.8', '157.240.22.35', '2a03:2880:f12f:83:face:b00c:0:25de'].map((address) => [address, true] as const),
  ...['127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'].map(
    (address) => [address, false] as const,
  ),
  ...['192.0.0.8', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '3fff::1'].map(
    (address) => [address, false] as const,
  ),
  ...['224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'].map(
    (address) => [address, false] as const,
  ),
  ...['2001:db8::1', '2002:a00:1::', '2001::1', 'localhost', ''].map((address) => [address, false] as const),
])('%s belongs to the open internet: %s', (address, is) => {
  expect(isPublicAddress(address)).toBe(is)
})
