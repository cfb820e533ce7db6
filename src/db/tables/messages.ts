import { bigint, boolean, index, integer, jsonb, primaryKey, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../instant.ts'
import { searchable } from '../searchable.ts'
import { sql } from '../sql.ts'
import { accounts, customers } from './accounts.ts'
import { agents } from './team.ts'
import { tickets } from './tickets.ts'
import { id, workspaceId } from './workspaces.ts'

// What is said, in and out, with its pictures, and what is typed and not sent.

/** What only a ticket would hold of a message that has none. */
export interface Quiet {
  channelId: string | null
  about?: { text?: string; url?: string; pictureUrl?: string }
  windowUntil?: string
  priority?: 'urgent' | 'high' | 'normal' | 'low'
  /** When it became a ticket after all: from then on it waits for us. */
  askedAt?: string
}

/**
 * One post in a ticket. A row without a ticket is a quiet message, or an edit or a deletion that overtook its message.
 * Outbound goes `queued → sending → sent | failed | uncertain`, each a moment; with no `queuedAt` it was given elsewhere.
 */
export const messages = snakeCase.table(
  'messages',
  {
    id: id(),
    workspaceId: workspaceId(),
    accountId: bigint({ mode: 'number' })
      .notNull()
      .references(() => accounts.id),
    ticketId: bigint({ mode: 'number' }).references(() => tickets.id),
    /** `question`: how we did, asked by Roost itself. It is no reply: it stops no clock and stands in no figure of replies. */
    direction: text({ enum: ['inbound', 'outbound', 'note', 'question'] }).notNull(),
    place: text({ enum: ['public', 'private', 'review'] }).notNull(),
    networkId: text(),
    conversation: text(),
    customerId: bigint({ mode: 'number' }).references(() => customers.id),
    agentId: bigint({ mode: 'number' }).references(() => agents.id),
    /** What the customer was called when they wrote it: found together with what they wrote. */
    author: text(),
    text: text().notNull().default(''),
    language: text(),
    attachments: jsonb()
      .$type<
        { url: string; type: 'image' | 'video' | 'audio' | 'file'; name?: string; sticker?: true; closed?: true }[]
      >()
      .notNull()
      .default([]),
    /** What the agent attached to a reply: Slack's own files, fetched when it is sent. */
    attached: jsonb().$type<{ id: string; name: string; filetype: string; size: number }[]>().notNull().default([]),
    rating: integer(),
    url: text(),
    inReplyTo: text(),
    /** Why the network takes no reply to it where it stands: a sentence for the agent. */
    unanswerable: text(),
    /** The network's time, or ours if it gives none or one in the future. Clocks start here. */
    at: instant().notNull(),
    receivedAt: instant().notNull(),
    editedAt: instant(),
    /** When an edit has said what comes with it; null: none has, and the message itself says so. */
    attachmentsEditedAt: instant(),
    deletedAt: instant(),
    /** It asks nothing of us, and is quiet as long as it has no ticket. */
    quiet: jsonb().$type<Quiet>(),
    /** The roll-up that names it. */
    quietPostId: bigint({ mode: 'number' }),
    likedAt: instant(),
    likedBy: bigint({ mode: 'number' }).references(() => agents.id),
    /** The same on every attempt: the idempotency key of networks that take one. */
    key: uuid(),
    /** The modal that made it, so that one press sends once. */
    submission: text(),
    thenClose: boolean().notNull().default(false),
    queuedAt: instant(),
    retryAt: instant(),
    attempts: integer().notNull().default(0),
    sendingAt: instant(),
    sentAt: instant(),
    failedAt: instant(),
    uncertainAt: instant(),
    failure: text(),
  },
  (table) => [
    unique('messages_by_network_id').on(table.accountId, table.networkId),
    unique('messages_by_submission').on(table.workspaceId, table.submission),
    index('messages_of_ticket').on(table.ticketId, table.at),
    index('messages_by_time').on(table.workspaceId, table.at, table.id),
    index('messages_sent')
      .on(table.workspaceId, table.sentAt)
      .where(sql`direction = 'outbound' and sent_at is not null`),
    index('messages_by_word').using('gin', searchable(table.text, table.author)),
    index('messages_received').on(table.workspaceId, table.at).where(sql`direction = 'inbound'`),
    index('messages_quiet')
      .on(table.workspaceId, table.receivedAt)
      .where(sql`quiet is not null and ticket_id is null and quiet_post_id is null`),
    index('messages_on_roll_up').on(table.quietPostId, table.at).where(sql`quiet_post_id is not null`),
    index('messages_queued').on(table.id).where(sql`queued_at is not null and sent_at is null and failed_at is null`),
  ],
)

/**
 * A picture that came with a customer's message, on its way into Slack: fetched, uploaded, and shown from there. What the
 * customer takes back is unwanted, and deleted there as well.
 */
export const files = snakeCase.table(
  'files',
  {
    id: id(),
    workspaceId: workspaceId(),
    messageId: bigint({ mode: 'number' })
      .notNull()
      .references(() => messages.id),
    /** The attachment's own, by which it is known within its message. */
    url: text().notNull(),
    /** Slack's id of it, known before its bytes are there. */
    slackId: text(),
    /** Slack shows it in no card, so it stands in the card's thread. */
    inThread: boolean().notNull().default(false),
    keptAt: instant(),
    failedAt: instant(),
    failure: text(),
    unwantedAt: instant(),
    attempts: integer().notNull().default(0),
    /** How many of them ended because its network did not give it, or Slack did not want it. */
    failures: integer().notNull().default(0),
    /** When it is to be worked on next; moved ahead by whoever takes it up. Null: nothing is left to do. */
    dueAt: instant(),
  },
  (table) => [
    unique('files_of_message').on(table.messageId, table.url),
    index('files_due').on(table.dueAt).where(sql`due_at is not null`),
  ],
)

/** What an agent has typed to a customer and not sent. Gone once it is sent. */
export const drafts = snakeCase.table(
  'drafts',
  {
    ticketId: bigint({ mode: 'number' })
      .notNull()
      .references(() => tickets.id),
    agentId: bigint({ mode: 'number' })
      .notNull()
      .references(() => agents.id),
    workspaceId: workspaceId(),
    text: text().notNull(),
    /** Slack's time of the newest keystroke: those that arrive late change nothing. */
    typedAt: instant().notNull(),
    /** Until then the card says that they are writing; null: it does not. */
    writingUntil: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.agentId] }),
    index('drafts_of_agent').on(table.agentId, table.typedAt),
    index('drafts_being_written').on(table.workspaceId, table.writingUntil).where(sql`writing_until is not null`),
  ],
)
