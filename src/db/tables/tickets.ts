import { bigint, boolean, index, integer, jsonb, primaryKey, snakeCase, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../instant.ts'
import { sql } from '../sql.ts'
import { accounts, customers } from './accounts.ts'
import { agents, channels } from './team.ts'
import { id, workspaceId } from './workspaces.ts'

// A ticket and its life: the turns of waiting, what happened, which reminders were said.

export const tickets = snakeCase.table(
  'tickets',
  {
    /** Also the number people see, #1042. */
    id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity({ startWith: 1001 }).primaryKey(),
    workspaceId: workspaceId(),
    accountId: bigint({ mode: 'number' })
      .notNull()
      .references(() => accounts.id),
    customerId: bigint({ mode: 'number' })
      .notNull()
      .references(() => customers.id),
    channelId: text().references(() => channels.id),
    place: text({ enum: ['public', 'private', 'review'] }).notNull(),
    conversation: text().notNull(),
    about: jsonb().$type<{ text?: string; url?: string; pictureUrl?: string }>(),
    priority: text({ enum: ['urgent', 'high', 'normal', 'low'] })
      .notNull()
      .default('normal'),
    tags: text().array().notNull().default([]),
    /** What the customer writes in, by their last message that tells: ISO 639-1. Null: none tells. */
    language: text(),
    earlierId: bigint({ mode: 'number' }),
    /** Reached back for or brought from another tool: no clock, no card of its own. */
    history: boolean().notNull().default(false),
    openedAt: instant().notNull(),
    claimedAt: instant(),
    claimedBy: bigint({ mode: 'number' }).references(() => agents.id),
    closedAt: instant(),
    closedBy: bigint({ mode: 'number' }).references(() => agents.id),
    /** `customer silent`: it closed by itself. */
    closedAs: text({ enum: ['resolved', 'no reply needed', 'spam', 'continues elsewhere', 'customer silent'] }),
    /** Where it continues: a link, or a few words. */
    elsewhere: text(),
    /** When its customer is to be asked how we did; then, when they were, and what they answered: 1 to 5. */
    askAt: instant(),
    askedAt: instant(),
    satisfaction: integer(),
    ratedAt: instant(),
    reopenedAt: instant(),
    reopenedBy: bigint({ mode: 'number' }).references(() => agents.id),
    snoozedAt: instant(),
    snoozedBy: bigint({ mode: 'number' }).references(() => agents.id),
    /** Null while it is snoozed: until the customer answers. */
    snoozedUntil: instant(),
    comeBackAt: instant(),
    comeBackBy: bigint({ mode: 'number' }).references(() => agents.id),
    firstReplyAt: instant(),
    /** When the network stops letting us answer. */
    windowUntil: instant(),
    /** By when it was promised to be solved, as it stood at opening; the customer's turns are not counted in. */
    resolutionDueAt: instant(),
    /** The same with the customer's turns, while it runs; written by `record`. */
    solveBy: instant(),
    /** Since when a list of its channel or of the leads may name it; null: none does. */
    listedAt: instant(),
    /** When the next reminder, wake or release may fall due: the one column the tick reads. */
    nextDueAt: instant(),
  },
  (table) => [
    // One open ticket per conversation and customer, whoever delivers it and how often.
    uniqueIndex('tickets_open')
      .on(table.accountId, table.place, table.conversation, table.customerId)
      .where(sql`closed_at is null`),
    index('tickets_due').on(table.nextDueAt).where(sql`next_due_at is not null`),
    index('tickets_listed').on(table.workspaceId).where(sql`listed_at is not null`),
    index('tickets_unclosed').on(table.workspaceId, table.claimedBy).where(sql`closed_at is null`),
    index('tickets_by_customer').on(table.customerId, table.openedAt),
    index('tickets_by_opening').on(table.workspaceId, table.openedAt),
    index('tickets_by_channel').on(table.workspaceId, table.channelId),
    index('tickets_unclosed_by_opening').on(table.workspaceId, table.openedAt).where(sql`closed_at is null`),
    index('tickets_by_reopening').on(table.workspaceId, table.reopenedAt).where(sql`reopened_at is not null`),
    index('tickets_by_asking').on(table.workspaceId, table.askedAt).where(sql`asked_at is not null`),
    index('tickets_by_rating').on(table.workspaceId, table.ratedAt).where(sql`rated_at is not null`),
    index('tickets_by_tag').using('gin', table.tags),
    index('tickets_by_close').on(table.workspaceId, table.closedAt).where(sql`closed_at is not null`),
  ],
)

/** A private conversation that one of our replies opened from a public ticket: it stays in that ticket. */
export const openings = snakeCase.table(
  'openings',
  {
    accountId: bigint({ mode: 'number' })
      .notNull()
      .references(() => accounts.id),
    conversation: text().notNull(),
    ticketId: bigint({ mode: 'number' })
      .notNull()
      .references(() => tickets.id),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.conversation] })],
)

/** One turn of waiting inside a ticket, from the first unanswered message. All response figures are read from here. */
export const episodes = snakeCase.table(
  'episodes',
  {
    id: id(),
    workspaceId: workspaceId(),
    ticketId: bigint({ mode: 'number' })
      .notNull()
      .references(() => tickets.id),
    metric: text({ enum: ['first reply', 'next reply'] }).notNull(),
    startedAt: instant().notNull(),
    /** The promise, fixed when it is made. */
    dueAt: instant(),
    endedAt: instant(),
    endedAs: text({ enum: ['replied', 'closed', 'excused'] }),
    agentId: bigint({ mode: 'number' }).references(() => agents.id),
  },
  (table) => [
    uniqueIndex('episodes_running').on(table.ticketId).where(sql`ended_at is null`),
    index('episodes_of_ticket').on(table.ticketId, table.startedAt),
    index('episodes_ended').on(table.workspaceId, table.endedAs, table.endedAt).where(sql`ended_at is not null`),
    index('episodes_waiting').on(table.workspaceId, table.startedAt).where(sql`ended_at is null`),
    // With what became of it, so that whether promises were kept is read from the index alone.
    index('episodes_due').on(table.workspaceId, table.dueAt, table.endedAs, table.endedAt),
  ],
)

/** What happened, in the past tense, written in the transaction that did it. */
export const events = snakeCase.table(
  'events',
  {
    id: id(),
    workspaceId: workspaceId(),
    ticketId: bigint({ mode: 'number' })
      .notNull()
      .references(() => tickets.id),
    name: text().notNull(),
    agentId: bigint({ mode: 'number' }).references(() => agents.id),
    at: instant().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [index('events_of_ticket').on(table.ticketId, table.id)],
)

/** Each reminder is said once, ever. */
export const reminders = snakeCase.table(
  'reminders',
  {
    ticketId: bigint({ mode: 'number' })
      .notNull()
      .references(() => tickets.id),
    kind: text().notNull(),
    dueAt: instant().notNull(),
    /** When it was to be said. Much later than that, it is said with others, on one summary. */
    at: instant().notNull(),
    saidAt: instant().notNull(),
    /** The opening hours outside of which nobody is told; null: at any time. */
    schedule: text(),
    /** When a list called somebody for it; null: not yet, or nobody is called. */
    calledAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.ticketId, table.kind, table.dueAt] })],
)
