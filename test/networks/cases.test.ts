import { describe, expect, test } from 'vitest'
import { networks } from '../../src/networks/index.ts'
import type { Account, Incoming, Network, Unreadable } from '../../src/networks/network.ts'
import { type Case, casesOf, plain } from './case.ts'
import { type Exchange, replay } from './replay.ts'

describe.each(networks)('$label', (network) => {
  const { account, keys, files } = casesOf(network)

  describe.each(files)('$file', ({ cases }) => {
    test.each(cases)('$says', async (recorded) => {
      if ('incoming' in recorded) return arrives(network, recorded, account)
      if ('kept' in recorded) return expectKept(network, recorded, account)
      if ('authentic' in recorded) return expect(judge(network, recorded, keys)).toBe(recorded.authentic)
      if ('challenge' in recorded)
        return expect(network.webhook?.challenge?.(new URLSearchParams(recorded.query), keys) ?? null).toBe(
          recorded.challenge,
        )
      await asks(network, recorded, account)
    })
  })
})

type Of<Key extends string> = Extract<Case, Record<Key, unknown>>

/** Parsed twice: a delivery that is repeated says the very same, and so is known by its ids. */
async function arrives(network: Network, recorded: Of<'incoming'>, account: Account) {
  const body = typeof recorded.body === 'string' ? recorded.body : JSON.stringify(recorded.body)
  const parse = () => network.webhook?.parse({ body, account: recorded.account }) ?? []
  expect(json(parse())).toEqual(json(parse()))
  if (!recorded.exchange) return expect(json(parse())).toEqual(recorded.incoming)
  const { asked, result } = await replay(recorded.exchange, (apiUrl) =>
    Promise.all(parse().map((incoming) => completed(network, incoming, { ...account, apiUrl }))),
  )
  expectCalls(asked, recorded.exchange)
  expect(plain(result)).toEqual(recorded.incoming)
}

async function completed(network: Network, incoming: Incoming, account: Account) {
  return incoming.is === 'message' ? ((await network.complete?.(incoming, account)) ?? incoming) : incoming
}

/** What is kept stands in the database as JSON; of what it says the case names what matters. */
function expectKept(network: Network, { kept, said }: Of<'kept'>, account: Account) {
  expect(json(network.poll?.read(kept, account))).toMatchObject([said])
}

function judge(network: Network, { body, headers, now }: Of<'authentic'>, keys: { secrets: string[] }) {
  return network.webhook?.verify({ headers, bytes: Buffer.from(body), now: now.epochMilliseconds }, keys)
}

async function asks(network: Network, recorded: Of<'outcome'>, account: Account) {
  const options = { ...account.options, ...recorded.options }
  const credentials = recorded.credentials ?? account.credentials
  const { asked, result } = await replay(recorded.exchange, (apiUrl) =>
    act(network, recorded, { ...account, credentials, options, apiUrl }),
  )
  expect(plain(result)).toEqual(anything(recorded.outcome))
  expectCalls(asked, recorded.exchange)
  expectSecrecy(JSON.stringify(plain(result)), recorded, { ...account, credentials })
}

async function act(network: Network, recorded: Of<'outcome'>, account: Account): Promise<unknown> {
  if ('reply' in recorded) return network.send({ ...recorded.reply, now: recorded.reply.at }, account)
  if ('find' in recorded) return network.find?.({ ...recorded.find, now: recorded.find.at }, account)
  if ('like' in recorded) return network.like?.(recorded.like, account)
  if ('hide' in recorded) return network.hide?.(recorded.hide, account)
  if ('delete' in recorded) return network.delete?.(recorded.delete, account)
  if ('markRead' in recorded) return network.markRead?.(recorded.markRead, account)
  if ('locate' in recorded) return network.media?.locate?.(recorded.locate, account)
  if ('refresh' in recorded) return network.refresh?.(account, recorded.refresh)
  if ('connect' in recorded) return network.connect.check(recorded.connect, account.apiUrl, async () => recorded.before)
  return polled(network, account, recorded)
}

/** What a poll only names is completed, as on its way in; the rest where the case is about that. */
async function polled(network: Network, account: Account, { poll, completes }: Of<'poll'>) {
  const told = await network.poll?.fetch(account, poll)
  const incoming: Incoming[] = []
  for (const came of told?.incoming ?? []) {
    const one = came.is === 'unreadable' ? readAgain(network, came, account) : came
    const onlyNamed = one.is === 'message' && one.incomplete
    incoming.push(onlyNamed || completes ? await completed(network, one, account) : one)
  }
  return { ...told, incoming }
}

/** What is kept of it is enough to read it again. */
function readAgain(network: Network, { polled, ...one }: Unreadable, account: Account): Incoming {
  const again = polled ? network.poll?.read(JSON.parse(JSON.stringify(polled)), account) : [one]
  expect(again).toMatchObject([one])
  return one
}

/** `*` in an expected request stands for what differs each time, such as a moment or a signature. */
function expectCalls(asked: Exchange['request'][], exchanges: Exchange[]) {
  expect(asked).toEqual(exchanges.map(({ request }) => anything(request)))
}

function anything(expected: unknown): unknown {
  if (expected === '*') return expect.any(String)
  if (Array.isArray(expected)) return expected.map(anything)
  if (typeof expected !== 'object' || expected === null) return expected
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, anything(value)]))
}

function expectSecrecy(told: string, recorded: Of<'outcome'>, account: Account) {
  if (!told.startsWith('{"error"')) return
  for (const secret of Object.values(account.credentials)) expect(told).not.toContain(secret)
  if ('reply' in recorded && recorded.reply.text) expect(told).not.toContain(recorded.reply.text)
}

function json(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
