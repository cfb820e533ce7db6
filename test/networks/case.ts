import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Network, NetworkError } from '../../src/networks/network.ts'
import { exchange } from './replay.ts'

const instant = z.string().transform((text) => Temporal.Instant.from(text))

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

/** A reply of Grace's to Mira; a case says what matters to it. */
const reply = z.object({
  key: z.string().default('5d1f6b0e-5f0f-4b7a-9c55-0d1c4f7c1042'),
  text: z.string().default('It left this morning, Mira.'),
  place: z.enum(['public', 'private', 'review']).default('public'),
  conversation: z.string(),
  opensPrivate: z.boolean().default(false),
  afterWindow: z.literal(true).optional(),
  inReplyTo: z.string().optional(),
  above: z.string().optional(),
  customer: z.object({ id: z.string(), handle: z.string().optional() }).default({ id: '9919030280298013' }),
  attachments: z
    .array(z.object({ name: z.string(), type: z.string(), bytes: z.string().transform((text) => bytesOf(text)) }))
    .default([]),
  agent: z.object({ name: z.string() }).default({ name: 'Grace' }),
  at: instant.default(Temporal.Instant.from('2026-11-22T09:00:00Z')),
  until: z.number().default(Number.POSITIVE_INFINITY),
})

const message = z.object({
  id: z.string(),
  conversation: z.string(),
  customer: z.object({ id: z.string() }).default({ id: '9919030280298013' }),
})

const attachment = z.object({ url: z.string(), type: z.enum(['image', 'video', 'audio', 'file']) })

/** `options` are added to those of the account in account.json, `credentials` stand in place of its own. */
const calls = {
  credentials: z.record(z.string(), z.string()).optional(),
  options: z.record(z.string(), z.string()).default({}),
  exchange: z.array(exchange),
  outcome: z.unknown(),
}

/**
 * A recorded case. `before` is what an account connected again was connected with. With `incoming`, a delivery is parsed, and completed where an `exchange` stands beside it; with
 * `authentic`, its signature is judged; with `kept`, what a poll could not read is read again; every other is something we ask of the network.
 */
const recorded = z.union([
  z.strictObject({
    says: z.string(),
    body: z.unknown(),
    account: z.string().optional(),
    exchange: z.array(exchange).optional(),
    incoming: z.array(z.unknown()),
  }),
  z.strictObject({
    says: z.string(),
    body: z.string(),
    headers: z.record(z.string(), z.string()),
    now: instant.default(Temporal.Instant.from('2026-11-22T09:00:00Z')),
    authentic: z.boolean(),
  }),
  z.strictObject({
    says: z.string(),
    kept: z.object({ list: z.string(), context: z.unknown().optional(), json: z.unknown() }),
    said: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ says: z.string(), query: z.string(), challenge: z.string().nullable() }),
  z.strictObject({ says: z.string(), reply, ...calls }),
  z.strictObject({ says: z.string(), find: reply, ...calls }),
  z.strictObject({ says: z.string(), like: message, ...calls }),
  z.strictObject({ says: z.string(), hide: message, ...calls }),
  z.strictObject({ says: z.string(), delete: message, ...calls }),
  z.strictObject({ says: z.string(), connect: z.record(z.string(), z.string()), before: calls.options, ...calls }),
  z.strictObject({ says: z.string(), markRead: message, ...calls }),
  z.strictObject({ says: z.string(), locate: attachment, ...calls }),
  z.strictObject({ says: z.string(), refresh: instant, ...calls }),
  z.strictObject({ says: z.string(), poll: z.unknown(), completes: z.boolean().default(false), ...calls }),
])

export type Case = z.infer<typeof recorded>

const setting = z.object({
  account: z.object({
    networkId: z.string(),
    name: z.string(),
    credentials: z.record(z.string(), z.string()),
    options: z.record(z.string(), z.string()).default({}),
  }),
  keys: z.object({ secrets: z.array(z.string()), verifyToken: z.string().optional() }).optional(),
})

/** `test/networks/<name>/`: the account its cases speak of, in account.json, and one or several cases in each other file. */
export function casesOf(network: Network) {
  const folder = join(import.meta.dirname, network.name)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'account.json')
  const { account, keys = { secrets: [account.credentials.secret ?? ''] } } = setting.parse(
    read(folder, 'account.json'),
  )
  return {
    account,
    keys,
    files: files.map((file) => {
      const json = read(folder, file)
      const read_ = z.array(recorded).safeParse(Array.isArray(json) ? json : [json])
      if (!read_.success) throw new Error(`${network.name}/${file}: ${z.prettifyError(read_.error)}`)
      return { file, cases: read_.data }
    }),
  }
}

function read(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'))
}

/** What happened, as it stands in a case: instants as text, nothing undefined. */
export function plain(result: PromiseSettledResult<unknown>): unknown {
  if (result.status === 'fulfilled') return JSON.parse(JSON.stringify(result.value ?? null))
  if (!(result.reason instanceof NetworkError)) throw result.reason
  const { message, permanent, uncertain, account, repeated, retryAfter } = result.reason
  const fate = { permanent, uncertain, account, repeated, retryAfter: retryAfter?.toString() }
  return { error: { message, ...Object.fromEntries(Object.entries(fate).filter(([, value]) => value)) } }
}
