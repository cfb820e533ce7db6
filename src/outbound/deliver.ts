import type { Db } from '../db/connect.ts'
import { cannotHold } from '../db/is-about-data.ts'
import { keepTrying } from '../db/keep-trying.ts'
import { keepWithinTime } from '../networks/keep-within-time.ts'
import {
  type Account,
  type Network,
  NetworkError,
  type OutgoingAttachment,
  type OutgoingReply,
  type Sent,
} from '../networks/network.ts'
import { isTaken, settle } from '../tickets/settle.ts'
import type { Message } from '../tickets/ticket.ts'
import { inDoubtFromNow, nextQueued, putOff, type Queued, tryLater } from './queue.ts'

interface Way {
  network: Network
  account: Account
}

export interface Deliver {
  db: Db
  workspaceId: string
  /** The network and account a reply goes out by. Throws where its credentials can no longer be opened. */
  way: (reply: Queued) => Promise<Way>
  /** What was attached, fetched from where it is kept. Throws `NetworkError`. */
  attachments: (message: Message) => Promise<OutgoingAttachment[]>
  /** Waits for the network's pace, then calls. */
  paced: <T>(network: Network, account: Account, call: () => Promise<T>) => Promise<T>
  /** It takes long enough to be worth a word on the card. */
  slow: (reply: Queued) => Promise<void>
  /** An account that the network refuses: a dead token, a lost permission. */
  refused: (reply: Queued, says: string) => Promise<void>
  now: () => Temporal.Instant
  /** For those it is sent to; `now` may be a sandbox's, moved ahead. */
  realTime: () => Temporal.Instant
}

const SLOW = 2000
const NO_WAY = "Roost can no longer open this account's credentials. Connect it again, then send this."
/**
 * After 90 s another process takes it for abandoned. The call that says it, of 15 s, must not begin so late that it may still
 * be under way beside that one, because this process stood still or the calls before it took their time.
 */
const HELD_UP = 60_000

/**
 * Sends one queued reply, and answers whether there was one. However many processes call it, each reply is claimed by one:
 * `sending_at` is set before the network hears of it and never taken back, so a crash leaves a doubt, never a second send.
 */
export async function deliver(deps: Deliver): Promise<boolean> {
  const queued = await nextQueued(deps.db, deps.workspaceId, deps.now())
  if (!queued) return false
  const way = await wayOf(deps, queued)
  if (!way) return true
  const { network, account } = way
  const slow = setTimeout(() => deps.slow(queued).catch(() => {}), SLOW)
  try {
    if (queued.doubtedSince) await inDoubt(deps, queued, network, account)
    else await attempt(deps, queued, network, account)
  } finally {
    clearTimeout(slow)
  }
  return true
}

/** Where there is none, whoever wrote it is told: it would be on its way for ever, and keep back what was written after it. */
async function wayOf(deps: Deliver, queued: Queued): Promise<Way | undefined> {
  try {
    return await deps.way(queued)
  } catch {
    const outcome = queued.doubtedSince ? { uncertain: NO_WAY } : { failed: NO_WAY }
    await settle(deps.db, queued.message.id, outcome, deps.now())
    return undefined
  }
}

/** What may have arrived is not sent again, but to a network that knows our key again; every other is asked. */
function inDoubt(deps: Deliver, queued: Queued, network: Network, account: Account): Promise<void> {
  if (isStillIdempotent(network, queued.message, deps.now())) return attempt(deps, queued, network, account)
  return ask(deps, queued, network, account, unexpected(undefined))
}

async function attempt(deps: Deliver, queued: Queued, network: Network, account: Account): Promise<void> {
  const outcome = await sent(deps, queued, network, account).then(
    (sent) => ({ sent }),
    (error: unknown) => ({ error }),
  )
  // Apart from the send: if this cannot be written down, the reply has arrived all the same.
  if ('sent' in outcome) await keepTrying(() => arrived(deps, queued, outcome.sent))
  else await afterwards(deps, queued, network, account, outcome.error)
}

/** A source of one's own may call it by more than the database holds: then it has no name. */
function arrived({ db, now }: Deliver, { message }: Queued, sent: Sent): Promise<void> {
  return settle(db, message.id, { sent }, now()).catch((error) => {
    if (!cannotHold(error)) throw error
    return settle(db, message.id, { sent: {} }, now())
  })
}

/** Nothing has been said to anybody while files are being fetched, so that they are not there is no doubt. */
async function sent(deps: Deliver, queued: Queued, network: Network, account: Account): Promise<Sent> {
  const attachments = await deps.attachments(queued.message)
  const reply = { ...outgoing(deps, queued, network), attachments }
  return deps.paced(network, account, async () => {
    keepWithinTime(reply)
    return network.send(reply, account)
  })
}

/**
 * What a failed send means. No retry where it may have arrived: the network is asked, and if it cannot say, a person
 * decides. Only a network that knows our key again may be sent the same twice.
 */
async function afterwards(deps: Deliver, queued: Queued, network: Network, account: Account, error: unknown) {
  const { db, now } = deps
  const trouble = error instanceof NetworkError ? error : unexpected(error)
  if (trouble.account) await deps.refused(queued, trouble.message)
  // Refused this time; but an earlier attempt may have arrived, and only that counts.
  const mayHaveArrived = trouble.uncertain || isOfBefore(queued, trouble)
  const doubted = mayHaveArrived ? await inDoubtFromNow(db, queued) : queued
  if (!doubted.doubtedSince && trouble.permanent)
    return settle(db, queued.message.id, { failed: trouble.message }, now())
  if (!doubted.doubtedSince) return again(deps, queued, trouble)
  if (isStillIdempotent(network, queued.message, now()) && !trouble.permanent) return again(deps, doubted, trouble)
  return ask(deps, doubted, network, account, trouble)
}

/** Asks the network whether it is there. That it is not counts only once nothing can be on its way any more. */
async function ask(deps: Deliver, queued: Queued, network: Network, account: Account, trouble: NetworkError) {
  const { db, now } = deps
  const { id } = queued.message
  const found = await lookUp(deps, queued, network, account)
  // The network contradicts itself where it knows the reply by its words and does not show it.
  if (found === undefined || (found === 'absent' && isOfBefore(queued, trouble)))
    return settle(db, id, { uncertain: trouble.message }, now())
  if (found !== 'absent') return settle(db, id, { sent: found }, now())
  if (await putOff(db, queued, now(), `${network.label} is asked once more whether it arrived.`))
    return deps.slow(queued)
  if (trouble.permanent) return settle(db, id, { failed: trouble.message }, now())
  return again(deps, { ...queued, doubtedSince: null }, trouble)
}

/** What the network says it has already may be an attempt that it did not show when it was asked. */
function isOfBefore({ message }: Queued, { repeated }: NetworkError): boolean {
  return repeated && message.attempts > 1
}

/** The card says why it waits, once: the next attempts change nothing on it. */
async function again(deps: Deliver, queued: Queued, trouble: NetworkError): Promise<void> {
  await tryLater(deps.db, queued, deps.now(), trouble)
  if (queued.message.attempts === 1) await deps.slow(queued)
}

/** A reply that was being sent when its process ended: the same doubt as a lost answer. */
export async function afterCrash(deps: Deliver, queued: Queued): Promise<void> {
  const way = await wayOf(deps, queued)
  if (!way) return
  const { network, account } = way
  if (isStillIdempotent(network, queued.message, deps.now())) return again(deps, queued, unexpected(undefined))
  return ask(deps, queued, network, account, unexpected(undefined))
}

function unexpected(cause: unknown): NetworkError {
  const lost = new NetworkError('It may not have arrived: the connection broke while sending.', { uncertain: true })
  lost.cause = cause
  return lost
}

function isStillIdempotent(network: Network, message: Message, now: Temporal.Instant): boolean {
  if (!network.idempotent || !message.queuedAt) return false
  if (network.idempotent.places?.includes(message.place) === false) return false
  const until = message.queuedAt.add({ milliseconds: network.idempotent.for.total('milliseconds') })
  return Temporal.Instant.compare(now, until) < 0
}

async function lookUp(
  deps: Deliver,
  queued: Queued,
  network: Network,
  account: Account,
): Promise<Sent | 'absent' | undefined> {
  const reply = outgoing(deps, queued, network)
  // It is found by its words: of two pictures without any, one would be taken for the other.
  if (!reply.text) return undefined
  try {
    const found = await network.find?.(reply, account)
    if (found === undefined || found === 'absent' || !found.id) return found
    // Another of ours in the same words was found in its place: this one may stand behind it, or nowhere.
    return (await isTaken(deps.db, queued.message, found.id)) ? undefined : found
  } catch {
    // It cannot be asked either, so nobody can say.
    return undefined
  }
}

function outgoing(
  { now, realTime }: Deliver,
  { message, customer, agent, ticket, answered, claimedAt }: Queued,
  network: Network,
): OutgoingReply {
  const until = message.place === 'private' && network.afterWindow ? ticket.windowUntil : null
  return {
    key: message.key ?? '',
    text: message.text,
    place: message.place,
    conversation: message.conversation ?? ticket.conversation,
    opensPrivate: message.place === 'private' && message.conversation === null,
    inReplyTo: message.inReplyTo ?? undefined,
    above: answered?.inReplyTo ?? undefined,
    ...(until && Temporal.Instant.compare(until, now()) < 0 ? { afterWindow: true } : {}),
    customer: { id: customer.networkId, handle: customer.handle ?? undefined },
    agent: { name: agent?.name ?? '' },
    attachments: [],
    at: message.queuedAt ?? message.at,
    now: realTime(),
    until: claimedAt + HELD_UP,
  }
}
