import type { Db } from '../db/connect.ts'
import { accounts, messages, tickets, workspaces } from '../db/schema.ts'
import { and, eq } from '../db/sql.ts'
import { languageOf } from '../rules/language.ts'
import { authorOf, customerOf } from './customer.ts'
import { startEpisode } from './episode.ts'
import { record } from './record.ts'
import { type AccountRow, type Agent, type Priority, type Ticket, ticketOf } from './ticket.ts'

export interface Told {
  who: string
  /** A number or an address: by it the same customer is known again. */
  reach: string
  text: string
  channelId: string
  priority: Priority
  /** The modal it comes from: pressed twice, it is one ticket. */
  submission: string
}

/** Opens a ticket for what somebody said on the telephone or at the counter: it waits for us like any other. */
export function openByHand(db: Db, account: AccountRow, told: Told, by: Agent, now: Temporal.Instant): Promise<Ticket> {
  return db.transaction(async (tx) => {
    const { workspaceId, id: accountId } = account
    const { who: name, channelId, priority, submission: networkId } = told
    const before = await openedBy(tx, account, networkId)
    if (before) return before
    const id = told.reach.toLowerCase().replace(/[\s()/-]+/g, '') || networkId
    const customer = await customerOf(tx, account, { id, name }, now)
    const text = told.reach ? `${told.text}\n\nReach them: ${told.reach}` : told.text
    const [opened] = await tx
      .insert(tickets)
      .values({
        ...{ workspaceId, accountId, customerId: customer.id, place: 'private', conversation: networkId },
        ...{ channelId, priority, language: languageOf(told.text), openedAt: now },
      })
      .returning()
    if (!opened) throw new Error('An insert gave no row')
    await tx.insert(messages).values({
      ...{ workspaceId, accountId, ticketId: opened.id, direction: 'inbound', place: 'private', networkId },
      ...{
        conversation: networkId,
        customerId: customer.id,
        author: authorOf(customer),
        text,
        at: now,
        receivedAt: now,
      },
      language: opened.language,
    })
    const ticket = await startEpisode(tx, opened, now)
    await record(tx, ticket, 'ticket.opened', by, now, { byHand: true })
    return ticket
  })
}

/** The account such tickets stand under, made when the first one is opened. It holds no credentials. */
export async function accountByHand(
  db: Db,
  workspaceId: string,
  { network, credentials }: { network: string; credentials: string },
  now: Temporal.Instant,
): Promise<AccountRow> {
  const [workspace] = await db.select().from(workspaces).where(eq(workspaces.id, workspaceId))
  const networkId = 'by-hand'
  await db
    .insert(accounts)
    .values({
      ...{ workspaceId, network, networkId, name: 'By hand', credentials, connectedAt: now, since: now },
      options: { label: 'Spoken', as: workspace?.name ?? 'us' },
    })
    .onConflictDoNothing()
  const its = [eq(accounts.workspaceId, workspaceId), eq(accounts.network, network), eq(accounts.networkId, networkId)]
  const [account] = await db
    .select()
    .from(accounts)
    .where(and(...its))
  if (!account) throw new Error('The account for tickets by hand is gone')
  return account
}

async function openedBy(tx: Db, { workspaceId, id }: AccountRow, networkId: string): Promise<Ticket | undefined> {
  // Twice at once: the second waits for the first here, on the account's row.
  await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, id)).for('update')
  const [message] = await tx
    .select({ ticketId: messages.ticketId })
    .from(messages)
    .where(and(eq(messages.accountId, id), eq(messages.networkId, networkId)))
  return message?.ticketId ? ticketOf(tx, workspaceId, message.ticketId) : undefined
}
