import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { networks } from '../../src/networks/index.ts'
import { words } from '../desk.ts'
import type { Fake, Given } from '../fakes/fake.ts'
import { atRest } from './at-rest.ts'
import { type Chance, chance, rounds } from './chance.ts'
import type { Facts } from './facts.ts'
import { certificates, type Front, front, TROUBLES, type Trouble } from './front.ts'
import type { Outside } from './outside.ts'
import { type Environment, program } from './program.ts'
import { scene } from './scene.ts'

const ROUNDS = rounds(0.4)
/** The short form takes some of them, others each time. */
const NETWORKS = Math.min(rounds(3), networks.length)
const made = certificates()
if (!made) console.warn('\nSKIPPED: there is no openssl, so no network has a bad certificate.\n')
afterAll(() => made?.remove())

describe.skipIf(!made)('networks in trouble', () => {
  test(
    'bad certificates, redirects inside, limits, errors, answers cut, stopped, huge or wrong: each reply goes out once or says it did not, and what came meanwhile is asked for again',
    async () => {
      const by = chance('networks')
      const { around, its } = await scene('embedded')
      const env = { ...its.env, NODE_EXTRA_CA_CERTS: made?.trust ?? '' }
      const inside = await privateServer()
      const all: Behind[] = []
      onTestFinished(async () => void (await inside.stop()))
      onTestFinished(
        async () => void (await Promise.all(all.flatMap(({ fake, front }) => [fake.stop(), front.stop()]))),
      )
      // The sandbox's own shop is not connected: each of its deliveries has the keys looked up, which is done once a second.
      around.meddle(
        ({ path }) => path.startsWith('/webhooks/custom/shop-'),
        async () => ({ status: 503, body: '' }),
      )
      const running = await program(env)
      around.replicas.push(running.port)
      for (const { name } of by.shuffled(networks).slice(0, NETWORKS))
        all.push(await behindFront(name, around, inside.url))
      await Promise.all(all.map((one) => connects(one, env)))
      const replies: Answered[] = []
      for (let round = 1; round <= ROUNDS; round += 1) replies.push(...(await trouble(around, all, by, round)))
      await running.kill('SIGTERM')

      const known = await atRest(around, { ...its, env })
      expect(replies.flatMap((reply) => wrongWith(reply, known))).toEqual([])
      expect(inside.calls()).toBe(0)
    },
    120_000 + ROUNDS * 90_000,
  )
})

interface Behind {
  name: string
  fake: Fake
  front: Front
  fields: string[]
}

async function behindFront(name: string, around: Outside, elsewhere: string): Promise<Behind> {
  if (!made) throw new Error('There are no certificates.')
  const { start }: { start(given: Given): Promise<Fake> } = await import(`../fakes/${name}.ts`)
  const fake = await start({ appSecret: around.sandbox.meta.appSecret })
  const address = /http:\/\/127[^/ ]+/.exec(fake.fields.join(' '))?.[0] ?? ''
  const its = await front(address, made, elsewhere)
  return { name, fake, front: its, fields: fake.fields.map((field) => field.replace(address, its.url)) }
}

function connects({ name, fields }: Behind, env: Environment) {
  return promisify(execFile)(process.execPath, ['src/cli/connect.ts', name, ...fields], { env })
}

interface Answered {
  text: string
  trouble: Trouble
  fake: Fake
}

/** Each network meets one trouble while it is answered, and is well again. */
async function trouble(around: Outside, all: Behind[], by: Chance, round: number): Promise<Answered[]> {
  const origin = `http://127.0.0.1:${around.replicas[0]}`
  const shown = (text: string, how = /./) =>
    around.until(({ messages }) => messages.find((one) => words(one).includes(text) && how.test(words(one))))
  for (const { name, fake } of all) await fake.writes(`Question ${round} on ${name}`, origin)
  for (const { name } of all) await shown(`Question ${round} on ${name}`)

  const troubles = by.shuffled(TROUBLES)
  const met = all.map((one, number) => ({ ...one, trouble: troubles[number % troubles.length] ?? 'cut' }))
  for (const { front, trouble } of met) front.becomes(trouble)
  for (const { name, fake } of all) {
    await around.press('Reply', `Question ${round} on ${name}`)
    await around.submit({ Reply: `Answer ${round} on ${name}` })
    await fake.writes(`Meanwhile ${round} on ${name}`, origin)
  }
  for (const { name } of all)
    await shown(`Answer ${round} on ${name}`, /_Sending…_|· (Sent|.*Not sent\*|.*not have arrived\*)/)
  for (const { front } of all) front.becomes(undefined)

  for (const { name } of all) {
    await shown(`Meanwhile ${round} on ${name}`)
    await shown(`Answer ${round} on ${name}`, /· (Sent|.*Not sent\*|.*not have arrived\*)/)
  }
  return met.map(({ name, fake, trouble }) => ({ text: `Answer ${round} on ${name}`, trouble, fake }))
}

/** A reply reaches its customer at most once, and is shown as what it is. */
function wrongWith({ text, trouble, fake }: Answered, { messages }: Facts): string[] {
  const times = fake.said.filter((one) => one.text.endsWith(text)).length
  const kept = messages.find((one) => one.queuedAt && one.text === text)
  const is = kept?.sentAt ? 'sent' : kept?.uncertainAt ? 'uncertain' : kept?.failedAt ? 'failed' : 'lost'
  const may = [MAY_WITHOUT[trouble], ['sent', 'uncertain']][times] ?? []
  return may.includes(is) ? [] : [`“${text}” (${trouble}) arrived ${times} times and is ${is}: ${kept?.failure}`]
}

/** How a reply may end that did not arrive. Where nobody could be trusted nothing was said, so it goes out once somebody can. */
const MAY_WITHOUT: Record<Trouble, string[]> = {
  ...{ 'self-signed': [], 'unknown issuer': [], elsewhere: ['failed'] },
  // Whoever asks us to wait has not taken it.
  ...{ limited: [], away: ['failed', 'uncertain'], broken: ['failed', 'uncertain'] },
  ...{ cut: ['failed', 'uncertain'], half: ['failed', 'uncertain'] },
  ...{ stops: ['failed', 'uncertain'], huge: ['failed', 'uncertain'], wrong: ['failed', 'uncertain'] },
}

/** Something inside the company, where no network may point us to. */
async function privateServer() {
  let calls = 0
  const server = createServer((_, response) => {
    calls += 1
    response.end('{}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls: () => calls,
    stop: () => new Promise((done) => server.close(done)),
  }
}
