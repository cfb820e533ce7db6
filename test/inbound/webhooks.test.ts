import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, deliveries } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { keeper, NotKept } from '../../src/inbound/keep.ts'
import { keysOf } from '../../src/inbound/keys.ts'
import { type Webhooks, webhooks } from '../../src/inbound/webhooks.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const MEBIBYTE = 1024 * 1024

onEveryDatabase('a delivery', (database) => {
  test.each([
    [['whsec_shop', 'whsec_forum'], 401],
    [['whsec_shop', 'whsec_shop'], 200],
  ])('that names no account, where these are the accounts’ secrets: %j gives %i', async (secrets, status) => {
    const { post } = await wayIn(database().db, secrets)
    for (const secret of secrets) expect(await post('/webhooks/custom', secret)).toBe(status)
  })

  test('of a mebibyte is taken, and one byte more is not, whether it tells its length or comes in pieces', async () => {
    const { db } = database()
    const { origin } = await wayIn(db, ['whsec_shop'])
    const requests = [
      `content-length: ${MEBIBYTE}\r\n\r\n${'x'.repeat(MEBIBYTE)}`,
      // Told before any of it has come, it is refused at once.
      `content-length: ${MEBIBYTE + 1}\r\n\r\n`,
      ...[MEBIBYTE, MEBIBYTE + 1].map((size) => `transfer-encoding: chunked\r\n\r\n${piece(size)}${piece(0)}`),
    ]
    expect(await Promise.all(requests.map((request) => raw(origin, request)))).toEqual(['200', '413', '200', '413'])
    expect(await db.$count(deliveries)).toBe(2)
  })

  test('that could not be kept is asked for again', async () => {
    const { post } = await wayIn(database().db, ['whsec_shop'], async () => {
      throw new NotKept('The database is away')
    })
    expect(await post('/webhooks/custom', 'whsec_shop')).toBe(503)
  })
})

test('a stranger who goes away in the midst of a request is nobody’s error', async () => {
  const logged: { level: number; msg: string }[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
  const handle = webhooks({
    ...{ networks: new Map([['custom', custom]]), keysOf: async () => ({ secrets: [] }), keep: async () => {}, log },
    ...{ now: () => nine, realTime: () => nine },
  })
  const server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write('POST /webhooks/custom/shop HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"type"')
  await once(server, 'request')
  socket.destroy()
  await expect.poll(() => logged).toMatchObject([{ level: 20, msg: 'A request broke off' }])
})

function piece(size: number): string {
  return `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`
}

async function raw(origin: string, rest: string): Promise<string | undefined> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  socket.write('POST /webhooks/custom HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer whsec_shop\r\n')
  socket.write(rest)
  return /^HTTP\/1\.1 (\d+)/.exec(await text(socket))?.[1]
}

/** Custom networks with these secrets, and where they deliver to. */
async function wayIn(db: Db, secrets: string[], keep: Webhooks['keep'] = keeper(db, 'T1')) {
  const { account } = await company(db)
  const seal = sealWith(Buffer.alloc(32))
  await db.delete(accounts)
  const { id: _, ...shop } = account
  for (const [index, secret] of secrets.entries())
    await db.insert(accounts).values({ ...shop, networkId: `shop-${index}`, credentials: seal.seal({ secret }) })
  const handle = webhooks({
    ...{ networks: new Map([['custom', custom]]), keysOf: keysOf(db, 'T1', seal, {}), keep },
    ...{ now: () => nine, realTime: () => nine, log: pino({ enabled: false }) },
  })
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = async (path: string, secret: string) => {
    const headers = { authorization: `Bearer ${secret}` }
    return (await fetch(origin + path, { method: 'POST', body: '{}', headers })).status
  }
  return { origin, post }
}
