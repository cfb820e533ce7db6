import type { Db } from '../db/connect.ts'
import { milliseconds } from '../db/instant.ts'
import { PRIORITY, showAgain } from '../db/posts.ts'
import { customers, messages, tickets } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { raised } from '../rules/priority.ts'
import type { Stored } from '../settings/stored.ts'
import { adoptAnswers } from './answered-elsewhere.ts'
import { promiseAnew, startEpisode } from './episode.ts'
import { open, openTicketOf } from './find-or-open.ts'
import { laterWindow } from './later-window.ts'
import { record } from './record.ts'
import type { AccountRow, Agent, Message, Ticket } from './ticket.ts'
import { languageWith } from './ticket-language.ts'
import { assignInTurn } from './turn.ts'
import { wantFiles } from './want-files.ts'

/**
 * A quiet message becomes a ticket after all, or joins the one its customer has open there. The clock starts at `since`:
 * when it was edited into a question, or when somebody decided that it needs an answer.
 */
export async function becomeTicket(
  tx: Db,
  account: AccountRow,
  message: Message,
  settings: Stored,
  { since, by }: { since: Temporal.Instant; by?: Agent },
  now: Temporal.Instant,
): Promise<Ticket> {
  const customer = await customerOf(tx, message)
  await wantFiles(tx, message)
  const { about, priority, windowUntil } = message.quiet ?? {}
  const said = {
    place: message.place,
    conversation: message.conversation ?? '',
    inReplyTo: message.inReplyTo ?? undefined,
    text: message.text,
    about,
    priority,
    language: message.language,
  }
  const joined = await openTicketOf(tx, account, customer, said)
  const found = joined ?? (await open(tx, account, customer, said, { at: since, history: false }, settings)).ticket
  const quiet = message.quiet && { ...message.quiet, askedAt: milliseconds(since).toString() }
  await tx.update(messages).set({ ticketId: found.id, quiet }).where(eq(messages.id, message.id))
  const [touched = found] = await tx
    .update(tickets)
    .set({
      windowUntil: laterWindow(found.windowUntil, windowUntil ? Temporal.Instant.from(windowUntil) : undefined),
      priority: raised(found.priority, message.text, joined ? priority : undefined, settings.team.urgent),
      language: await languageWith(tx, found, message),
      ...{ history: false, snoozedAt: null, snoozedBy: null, snoozedUntil: null },
    })
    .where(eq(tickets.id, found.id))
    .returning()
  const started = await startEpisode(tx, touched, since)
  const ticket = touched.priority === found.priority ? started : await promiseAnew(tx, started)
  await record(tx, ticket, joined ? 'message.received' : 'ticket.opened', by, now, { message: message.id })
  const given = joined ? ticket : await assignInTurn(tx, account, ticket, now)
  await adoptAnswers(tx, account, given, { ...said, id: message.networkId ?? '', at: since }, now)
  if (message.quietPostId) await showAgain(tx, message.quietPostId, PRIORITY.line)
  return given
}

async function customerOf(tx: Db, { customerId }: Message) {
  const [customer] = await tx
    .select()
    .from(customers)
    .where(eq(customers.id, customerId ?? 0))
  if (!customer) throw new Error(`Nobody wrote the quiet message`)
  return customer
}
