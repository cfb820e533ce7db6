import type { Db } from '../db/connect.ts'
import { PRIORITY, showAgain } from '../db/posts.ts'
import { messages, type Quiet, tickets } from '../db/schema.ts'
import { and, eq, isNull } from '../db/sql.ts'
import { isQuiet, type Said } from '../rules/quiet.ts'
import type { Stored } from '../settings/stored.ts'
import { becomeTicket } from './become-ticket.ts'
import { channelFor } from './channel-for.ts'
import { heardFrom } from './heard-from.ts'
import type { Inbound } from './inbound.ts'
import { inboundRow } from './inbound-row.ts'
import { messageOf } from './message-of.ts'
import { filling } from './overtaken.ts'
import type { AccountRow, Customer, Message, Ticket } from './ticket.ts'

type Heard = Pick<Message, 'place' | 'text' | 'attachments' | 'customerId'> & {
  rating?: number | null
  inReplyTo?: string | null
}

/** Whether it asks nothing of us, so that it needs no ticket. `quiet=off` says that on this account everything does. */
export async function asksNothing(
  tx: Db,
  account: AccountRow,
  heard: Heard,
  { team }: Pick<Stored, 'team'>,
): Promise<boolean> {
  if (account.options.quiet === 'off') return false
  const { place, text, attachments, rating } = heard
  const said = { place, text, attachments, us: namesOf(account), urgent: team.urgent, rating: rating ?? undefined }
  // Whom it answers is asked only where it matters: for most messages it does not.
  if (isQuiet({ ...said, answers: 'nobody' })) return true
  return heard.inReplyTo ? isQuiet({ ...said, answers: await answeredBy(tx, account, heard) }) : false
}

/**
 * Keeps a message that asks nothing: counted as received, and named on its channel's next roll-up, but without ticket, card
 * and clock. A repeat changes nothing. If an edit that asks something came at the same moment, it is a ticket after all.
 */
export async function keepQuiet(
  tx: Db,
  account: AccountRow,
  customer: Customer,
  incoming: Inbound,
  { at, windowUntil, settings }: { at: Temporal.Instant; windowUntil?: Temporal.Instant; settings: Stored },
  now: Temporal.Instant,
): Promise<Ticket | undefined> {
  const { about, priority } = incoming
  const quiet: Quiet = {
    channelId: await channelFor(tx, [account.channelId], settings),
    ...(about ? { about } : {}),
    ...(windowUntil ? { windowUntil: windowUntil.toString() } : {}),
    ...(priority ? { priority } : {}),
  }
  const { facts, row } = inboundRow(account, customer, incoming, at, now)
  const [kept] = await tx
    .insert(messages)
    .values({ ...row, quiet })
    .onConflictDoUpdate({
      target: [messages.accountId, messages.networkId],
      set: { ...facts, ...filling, quiet },
      setWhere: and(isNull(messages.ticketId), isNull(messages.quiet)),
    })
    .returning()
  await heardFrom(tx, account, now)
  return kept && noLongerQuiet(tx, account, kept, settings, now)
}

/** A quiet message as it is now: once it asks something it becomes a ticket, whose clock starts when it was edited so. */
export async function noLongerQuiet(
  tx: Db,
  account: AccountRow,
  message: Message,
  settings: Stored,
  now: Temporal.Instant,
): Promise<Ticket | undefined> {
  if (message.deletedAt || (await asksNothing(tx, account, message, settings))) return undefined
  const at = message.editedAt ?? message.at
  await tx.update(messages).set({ at }).where(eq(messages.id, message.id))
  return becomeTicket(tx, account, { ...message, at }, settings, { since: at }, now)
}

/** The roll-up that names it is drawn afresh. */
export async function showRollUp(tx: Db, { quietPostId }: Message): Promise<void> {
  if (quietPostId) await showAgain(tx, quietPostId, PRIORITY.line)
}

/** `@lumen@mastodon.social` is called `@lumen` by others. */
function namesOf({ name, options }: AccountRow): string[] {
  const handle = name.replace(/^@/, '')
  return [handle, handle.split(/[@.]/)[0] ?? '', options.as ?? ''].filter(Boolean)
}

async function answeredBy(tx: Db, account: AccountRow, heard: Heard): Promise<Said['answers']> {
  const answered = await messageOf(tx, account, heard.inReplyTo ?? '')
  if (!answered) return 'somebody'
  if (answered.direction !== 'inbound') return 'us'
  const isQuietStill = answered.quiet !== null && answered.ticketId === null
  if (answered.customerId === heard.customerId) return isQuietStill ? 'themselves' : 'somebody'
  return isQuietStill || (await isClosed(tx, answered)) ? 'friend' : 'somebody'
}

async function isClosed(tx: Db, { ticketId }: Message): Promise<boolean> {
  if (ticketId === null) return false
  const [ticket] = await tx.select({ closedAt: tickets.closedAt }).from(tickets).where(eq(tickets.id, ticketId))
  return ticket?.closedAt != null
}
