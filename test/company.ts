import type { Db } from '../src/db/connect.ts'
import { accounts, agents, channels, workspaces } from '../src/db/schema.ts'
import type { IncomingMessage, Network } from '../src/networks/network.ts'
import { settingsSchema } from '../src/settings/settings.ts'
import { storeEnvironment, storeTeam } from '../src/settings/stored.ts'
import type { Inbound } from '../src/tickets/inbound.ts'
import { receive } from '../src/tickets/receive.ts'
import type { AccountRow, Agent, Ticket } from '../src/tickets/ticket.ts'

export const nine = Temporal.Instant.from('2026-11-23T09:00:00Z')

/** 9:00 on a Monday, so many minutes later. */
export function after(minutes: number): Temporal.Instant {
  return nine.add({ milliseconds: Math.round(minutes * 60_000) })
}

/** A network that takes everything, for tests that are about tickets. */
export const anyNetwork: Pick<Network, 'window' | 'resolution'> = { resolution: 'second' }

export interface Company {
  account: AccountRow
  grace: Agent
  alan: Agent
}

/** Lumen, a shop: one channel, Grace (who leads) and Alan, and one account connected at 8:00. */
export async function company(db: Db): Promise<Company> {
  const at = after(-60)
  await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: at })
  await db.insert(channels).values({ id: 'C1', workspaceId: 'T1', name: 'social' })
  await storeEnvironment(db, 'T1', { channel: 'C1' })
  await storeTeam(db, 'T1', settingsSchema.parse({ urgent: ['charged twice', 'outage'] }), at)
  const people = [
    { workspaceId: 'T1', slackId: 'U1', name: 'Grace', admin: true },
    { workspaceId: 'T1', slackId: 'U2', name: 'Alan' },
  ]
  const [grace, alan] = await db.insert(agents).values(people).returning()
  const [account] = await db
    .insert(accounts)
    .values({
      ...{ workspaceId: 'T1', network: 'custom', networkId: 'shop', name: 'Lumen', credentials: 'v1' },
      ...{ connectedAt: at, since: at },
    })
    .returning()
  if (!grace || !alan || !account) throw new Error('No company')
  return { account, grace, alan }
}

let count = 0

/** Mira writes in private, unless told otherwise. */
export function message(changes: Partial<Inbound> = {}): Inbound {
  count += 1
  return {
    ...{ is: 'message', account: 'shop', id: `m${count}`, place: 'private', conversation: 'mira', from: 'customer' },
    ...{ customer: { id: 'mira', name: 'Mira Petrova', handle: 'mira.p' }, text: 'Where is my order #48213?' },
    ...{ attachments: [], at: nine },
    ...changes,
  }
}

/** One of our own messages, as the network tells it back. */
export function own(changes: Partial<IncomingMessage> = {}): IncomingMessage {
  return { ...message(), customer: undefined, from: 'us', ...changes }
}

/** An open ticket of Mira's. */
export async function ticket(db: Db, account: AccountRow, changes: Partial<Inbound> = {}): Promise<Ticket> {
  const opened = await receive(db, account, anyNetwork, message(changes), changes.at ?? nine)
  if (!opened) throw new Error('No ticket was opened')
  return opened
}
