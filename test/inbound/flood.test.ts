import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, deliveries } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { keeper } from '../../src/inbound/keep.ts'
import { type KeysOf, keysOf } from '../../src/inbound/keys.ts'
import { webhooks } from '../../src/inbound/webhooks.ts'
import { networks } from '../../src/networks/index.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const appSecret = 'app-secret'
const body = JSON.stringify({ type: 'message.deleted', data: { id: 'm1' } })
const page = JSON.stringify({ object: 'page', entry: [] })

onEveryDatabase('a flood of deliveries that nobody has signed', (database) => {
  test('keeps no signed one out, is kept nowhere, and costs no queries, whatever it names', async () => {
    const { db } = database()
    const { url, looks, close } = await wayIn(db)
    const forged = () =>
      Array.from({ length: 150 }, (_, number) => post(`${url}/webhooks/${path(number)}`, bad(number)))
    const signed = () => [
      post(`${url}/webhooks/custom/shop`, { body, headers: { authorization: `Bearer ${secret}` } }),
      post(`${url}/webhooks/facebook`, { body: page, headers: { 'x-hub-signature-256': hmac(page) } }),
    ]
    const answers: { forged: number[]; signed: number[] } = { forged: [], signed: [] }
    for (let wave = 0; wave < 4; wave += 1) {
      const [bad, good] = [forged(), signed()]
      answers.forged.push(...(await Promise.all(bad)))
      answers.signed.push(...(await Promise.all(good)))
    }
    await close()
    expect(answers.signed).toEqual(answers.signed.map(() => 200))
    expect(new Set(answers.forged)).toEqual(new Set([401]))
    expect(await db.$count(deliveries)).toBe(answers.signed.length)
    // Once at first, and then at most once a second of the flood.
    expect(looks.queries).toBeLessThanOrEqual(1 + looks.seconds())
  }, 60_000)

  test('holds so much of it and no more: those that take longest are let go, and a signed one is taken', async () => {
    const { db } = database()
    const { url, close } = await wayIn(db)
    const { port } = new URL(url)
    const unfinished = Array.from({ length: 80 }, () => {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
      socket.write(`POST /webhooks/facebook HTTP/1.1\r\nhost: x\r\ncontent-length: ${MEBIBYTE}\r\n\r\n`)
      socket.write(Buffer.alloc(MEBIBYTE - 1, 'x'))
      return socket
    })
    const letGo = () => unfinished.filter(({ destroyed }) => destroyed).length
    await expect.poll(letGo, { timeout: 8000 }).toBeGreaterThanOrEqual(80 - 64)
    expect(letGo()).toBeLessThan(80)
    expect(await post(`${url}/webhooks/custom/shop`, { body, headers: { authorization: `Bearer ${secret}` } })).toBe(
      200,
    )
    for (const socket of unfinished) socket.destroy()
    await close()
  })
})

const MEBIBYTE = 1024 * 1024

/** Big bodies, other names each time, and signatures of the right form. */
function bad(number: number) {
  const text = JSON.stringify({ object: 'page', filler: 'x'.repeat(number % 10 === 0 ? 500_000 : 100) })
  return {
    body: text,
    headers: { authorization: `Bearer whsec_${number}`, 'x-hub-signature-256': hmac(text, 'guess') },
  }
}

function path(number: number): string {
  return number % 3 === 0 ? 'facebook' : `custom/${number % 3 === 1 ? 'shop' : `nobody-${number}`}`
}

function hmac(text: string, key = appSecret): string {
  return `sha256=${createHmac('sha256', key).update(text).digest('hex')}`
}

async function post(
  url: string,
  { body, headers }: { body: string; headers: Record<string, string> },
): Promise<number> {
  const { status } = await fetch(url, { method: 'POST', body, headers })
  return status
}

async function wayIn(db: Db) {
  const seal = sealWith(Buffer.alloc(32))
  await company(db)
  await db.update(accounts).set({ credentials: seal.seal({ secret }) })
  const looks = { queries: 0, began: Date.now(), seconds: () => (Date.now() - looks.began) / 1000 }
  const logged = db.select.bind(db)
  const counting: Db = Object.assign(Object.create(db), {
    select: (...given: Parameters<typeof logged>) => {
      looks.queries += 1
      return logged(...given)
    },
  })
  const keys: KeysOf = keysOf(counting, 'T1', seal, { meta: { secrets: [appSecret] } })
  const handle = webhooks({
    ...{ networks: new Map(networks.map((network) => [network.name, network])), keysOf: keys },
    ...{
      keep: keeper(db, 'T1'),
      now: () => nine,
      realTime: () => Temporal.Now.instant(),
      log: pino({ enabled: false }),
    },
  })
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    looks,
    close() {
      server.closeAllConnections()
      return new Promise((closed) => server.close(closed))
    },
  }
}
