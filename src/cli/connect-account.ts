import { accounts, deliveries, messages } from '../db/schema.ts'
import { and, eq, inArray, isNotNull, isNull, sql } from '../db/sql.ts'
import { calledFor } from '../networks/called-for.ts'
import { type Network, NetworkError } from '../networks/network.ts'
import { webAddress } from '../networks/web-address.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import { apiBefore } from './api-before.ts'
import { type CliCommand, type Context, Unusable } from './context.ts'

const OPTIONS = ['poll', 'search', 'quiet', 'assign', 'mode']
const COMMON = ['channel', 'api', 'since', ...OPTIONS]
/** How far ahead of the networks a machine may be, and nothing is lost when it connects an account. */
const AHEAD = { minutes: 10 }
const REACH_BACK = { hours: 7 * 24 }

/** `connect <network> field=value …`: checks the credentials against the network, then keeps them sealed. Again: renews. */
export const connectAccount: CliCommand = async (context, args, io) => {
  const [name = '', ...pairs] = args
  const network = context.networks.get(name)
  if (!network)
    throw new Unusable(
      `${name ? `There is no network “${name}”.` : 'Say which network: npm run connect -- <network> field=value …'} Known are: ${[...context.networks.keys()].join(', ')}.`,
    )
  const fields = read(network, pairs)
  const { channel, api: saidApi, since, ...rest } = fields
  const channelId = channel ? await context.channelNamed(channel) : undefined
  const reachBack = since ? sinceOf(since, context.now()) : undefined
  const missing = network.connect.fields.find((field) => !field.optional && !rest[field.name])
  if (missing) throw new Unusable(`${network.name} needs ${missing.name}=… (${missing.asks}).`)
  const api = saidApi ?? (await apiBefore(context, network, rest))

  const kept = async (networkId: string) => {
    const before = await existing(context, network, networkId)
    return { ...secretsFrom(context, before, network, rest), ...keptFrom(before, network, rest) }
  }
  const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value))
  const check = async () => {
    if (saidApi) webAddress('api', saidApi)
    return network.connect.check(filled, api || undefined, kept)
  }
  const found = await check().catch((error: unknown) => {
    if (error instanceof NetworkError) throw new Unusable(error.message)
    throw error
  })
  const before = await existing(context, network, found.networkId)
  const facts = {
    name: found.name,
    credentials: context.seal.seal(found.credentials),
    options: { ...keptFrom(before, network, rest), ...found.options, ...optionsOf(network, rest) },
    apiUrl: api || null,
    pausedAt: null,
    pausedBecause: null,
    toldAt: null,
    ...{ troubleSince: null, trouble: null, troubleToldAt: null },
    pollAt: null,
    refreshAt: null,
    ...(channelId ? { channelId } : {}),
    ...(reachBack ? { since: reachBack } : {}),
  }
  const connectedAt = connectedSince(network, context.now())
  if (before) {
    await context.db.update(accounts).set(facts).where(eq(accounts.id, before.id))
    await takeUpAgain(context, before)
  } else
    await context.db.insert(accounts).values({
      ...{ workspaceId: context.workspaceId, network: network.name, networkId: found.networkId },
      ...{ connectedAt, since: reachBack ?? connectedAt, ...facts },
    })
  const done = before ? 'is renewed' : 'is connected'
  await io.out(`${network.label}: ${found.name} ${done}.${found.say ? ` ${found.say}` : ''}`)
  return 0
}

function read(network: Network, pairs: string[]): Record<string, string> {
  const known = [...network.connect.fields.map(({ name }) => name), ...COMMON]
  const fields: Record<string, string> = {}
  for (const pair of pairs) {
    const [, name, value] = /^([a-zA-Z_]+)=(.*)$/s.exec(pair) ?? []
    if (name === undefined || value === undefined || !known.includes(name))
      throw new Unusable(`“${pair.split('=')[0]}” is no field of ${network.name}. It takes: ${known.join(', ')}.`)
    fields[name] = value
  }
  return fields
}

function optionsOf(network: Network, fields: Record<string, string>): Record<string, string> {
  const options = OPTIONS.filter((name) => fields[name])
  if (fields.quiet && !['on', 'off'].includes(fields.quiet))
    throw new Unusable('quiet= is on (what asks nothing in public gets no ticket) or off.')
  if (fields.assign && !['turn', 'off'].includes(fields.assign))
    throw new Unusable('assign= is turn (each new ticket goes to the next who is there) or off.')
  if (fields.poll && !network.poll)
    throw new Unusable(`${network.label} is never asked what has come: leave out poll=.`)
  if (fields.poll && !isPause(fields.poll)) throw new Unusable('poll= is a number of seconds, from 1 to 86400 (a day).')
  return Object.fromEntries(options.map((name) => [name, fields[name] ?? '']))
}

/** In digits: PostgreSQL reads it as well, for all accounts at once, and fails for all if it cannot. */
function isPause(seconds: string): boolean {
  return /^\d+(\.\d+)?$/.test(seconds) && Number(seconds) >= 1 && Number(seconds) <= 86_400
}

/**
 * From when on what was written is a message, by the network's clock. Ours may be ahead of it: then all of the first minutes
 * would lie before. A network that tells only what happens brings no history by that; one that is read would.
 */
function connectedSince({ poll }: Network, now: Temporal.Instant): Temporal.Instant {
  return poll ? now : now.subtract(AHEAD)
}

/** What was said when it was connected, and not found out from the network, outlives a new token, unless it is said anew. */
function keptFrom(
  before: AccountRow | undefined,
  network: Network,
  said: Record<string, string>,
): Record<string, string> {
  const known = [...network.connect.fields.map(({ name }) => name), ...OPTIONS]
  return Object.fromEntries(
    Object.entries(before?.options ?? {}).filter(([name]) => known.includes(name) && !(name in said)),
  )
}

/** One that no key opens any more is none. */
function secretsFrom(
  { seal }: Context,
  before: AccountRow | undefined,
  { connect: { fields } }: Network,
  said: Record<string, string>,
): Record<string, string> {
  try {
    const known = fields.filter(({ name, secret }) => secret && !(name in said)).map(({ name }) => name)
    const secrets = before?.credentials ? seal.open(before.credentials) : {}
    return Object.fromEntries(Object.entries(secrets).filter(([name]) => known.includes(name)))
  } catch {
    return {}
  }
}

/** `2026-11-20`, a moment, or `3d`: 7 days back at most. */
function sinceOf(text: string, now: Temporal.Instant): Temporal.Instant {
  const days = /^(\d+)d$/.exec(text)?.[1]
  const at = days ? now.subtract({ hours: Number(days) * 24 }) : momentNamed(text)
  if (Temporal.Instant.compare(at, now.subtract(REACH_BACK)) < 0)
    throw new Unusable('since= reaches back 7 days at most.')
  if (Temporal.Instant.compare(at, now) > 0) throw new Unusable('since= lies in the future.')
  return at.round('millisecond')
}

function momentNamed(text: string): Temporal.Instant {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text)
      ? Temporal.PlainDate.from(text).toZonedDateTime('UTC').toInstant()
      : Temporal.Instant.from(text)
  } catch {
    throw new Unusable('since= is a date, such as 2026-11-20, or days, such as 3d.')
  }
}

/** What waited for the account need not wait any longer: deliveries, replies, pictures. */
async function takeUpAgain({ db, workspaceId, networks }: Context, { id, network }: AccountRow): Promise<void> {
  await db
    .update(deliveries)
    // What was tried while it could not be taken in counts for nothing now.
    .set({ retryAt: null, attempts: 0 })
    .where(
      and(
        eq(deliveries.workspaceId, workspaceId),
        inArray(deliveries.network, calledFor(networks, network)),
        isNull(deliveries.takenAt),
      ),
    )
  await db
    .update(messages)
    .set({ retryAt: null })
    .where(
      and(
        eq(messages.accountId, id),
        isNotNull(messages.queuedAt),
        isNull(messages.sentAt),
        isNull(messages.sendingAt),
      ),
    )
  await db.execute(sql`select pg_notify('posts', ''), pg_notify('deliveries', '')`)
}

async function existing({ db, workspaceId }: Context, network: Network, networkId: string) {
  const [account] = await db
    .select()
    .from(accounts)
    .where(
      and(eq(accounts.workspaceId, workspaceId), eq(accounts.network, network.name), eq(accounts.networkId, networkId)),
    )
  return account
}
