import { bigint, index, integer, jsonb, snakeCase, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../instant.ts'
import { sql } from '../sql.ts'
import { agents, channels } from './team.ts'
import { id, workspaceId } from './workspaces.ts'

// What reaches us: our accounts on the networks, the people who write to them, the deliveries as they came.

export const accounts = snakeCase.table(
  'accounts',
  {
    id: id(),
    workspaceId: workspaceId(),
    network: text().notNull(),
    /** The network's own id of our page, handle or number; for `custom`, its name. */
    networkId: text().notNull(),
    name: text().notNull(),
    channelId: text().references(() => channels.id),
    /** Sealed by `db/seal.ts`; never in a log. */
    credentials: text().notNull(),
    apiUrl: text(),
    options: jsonb().$type<Record<string, string>>().notNull().default({}),
    cursor: jsonb(),
    pollAt: instant(),
    refreshAt: instant(),
    connectedAt: instant().notNull(),
    /** Nothing older becomes a ticket. */
    since: instant().notNull(),
    pausedAt: instant(),
    pausedBecause: text(),
    /** When its channel was told so last: once a day. */
    toldAt: instant(),
    /** Since when it is asked what has come in vain, and why; null again with the first answer. */
    troubleSince: instant(),
    trouble: text(),
    /** When its channel was told so last: once a day. */
    troubleToldAt: instant(),
    /** When it was last asked what has come, and answered. */
    polledAt: instant(),
    lastMessageAt: instant(),
    /** Who had the last turn, where new tickets are assigned in turn. */
    turnAgentId: bigint({ mode: 'number' }).references(() => agents.id),
  },
  (table) => [unique('accounts_by_network_id').on(table.workspaceId, table.network, table.networkId)],
)

export const customers = snakeCase.table(
  'customers',
  {
    id: id(),
    workspaceId: workspaceId(),
    accountId: bigint({ mode: 'number' })
      .notNull()
      .references(() => accounts.id),
    networkId: text().notNull(),
    name: text(),
    handle: text(),
    pictureUrl: text(),
    url: text(),
    followers: integer(),
    /** When they wrote what told this of them last: an older message, which comes late, overrules nothing. */
    knownAt: instant(),
  },
  (table) => [unique('customers_by_network_id').on(table.accountId, table.networkId)],
)

/** What the team should know of a customer, in every ticket of theirs. */
export const customerNotes = snakeCase.table(
  'customer_notes',
  {
    id: id(),
    workspaceId: workspaceId(),
    customerId: bigint({ mode: 'number' })
      .notNull()
      .references(() => customers.id),
    agentId: bigint({ mode: 'number' })
      .notNull()
      .references(() => agents.id),
    text: text().notNull(),
    /** The press that made it: twice keeps it once. */
    submission: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    index('customer_notes_of_customer').on(table.customerId, table.at),
    unique('customer_notes_by_submission').on(table.workspaceId, table.submission),
  ],
)

/** What a network sent, byte for byte, kept before anything is understood of it. */
export const deliveries = snakeCase.table(
  'deliveries',
  {
    id: id(),
    workspaceId: workspaceId(),
    network: text().notNull(),
    /** The account named in the webhook's path, if any. */
    account: text(),
    body: text().notNull(),
    /** Of what a poll could not read: which member of which list it is. Its body is not a webhook's. */
    polled: text(),
    receivedAt: instant().notNull(),
    leaseUntil: instant(),
    attempts: integer().notNull().default(0),
    retryAt: instant(),
    takenAt: instant(),
    failedAt: instant(),
    failure: text(),
  },
  (table) => [
    index('deliveries_waiting').on(table.id).where(sql`taken_at is null and failed_at is null`),
    index('deliveries_by_time').on(table.workspaceId, table.receivedAt),
    uniqueIndex('deliveries_polled')
      .on(table.workspaceId, table.network, table.account, table.polled)
      .where(sql`polled is not null`),
  ],
)
