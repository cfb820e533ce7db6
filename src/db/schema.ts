import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant } from './instant.ts'
import { searchable } from './searchable.ts'

// The words are those of the design: one word per thing, table, type and label alike. A change of state is a moment and
// who did it, never a bare boolean. What people see uses the app's clock; leases and paces use the database's.

const id = () => bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey()
const workspaceId = () =>
  text()
    .notNull()
    .references(() => workspaces.id)

/** A Slack team. Everything below belongs to one; its drawing lane is held by one process at a time. */
export const workspaces = pgTable('workspaces', {
  id: text().primaryKey(),
  name: text().notNull(),
  createdAt: instant().notNull(),
  laneHolder: text(),
  laneUntil: instant(),
  laneGeneration: integer().notNull().default(0),
})

export const settings = pgTable(
  'settings',
  { workspaceId: workspaceId(), name: text().notNull(), value: jsonb().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
)

/** The id is Slack's. A channel is lost once Slack says it is archived, deleted, or that the bot is not in it. */
export const channels = pgTable('channels', {
  id: text().primaryKey(),
  workspaceId: workspaceId(),
  name: text().notNull(),
  lostAt: instant(),
  lostBecause: text(),
  /** Agents who take turns, where new tickets are assigned so; asked of Slack now and then. */
  members: jsonb().$type<number[]>(),
  membersAt: instant(),
})

/** Has a Slack id, or only a name: answers given elsewhere, history from another tool. */
export const agents = pgTable(
  'agents',
  {
    id: id(),
    workspaceId: workspaceId(),
    slackId: text(),
    name: text().notNull(),
    timeZone: text(),
    admin: boolean().notNull().default(false),
    seenAt: instant(),
    /** Away since then, until `awayUntil`, which needs nobody to end it; without that, until the agent is back. */
    awayAt: instant(),
    awayUntil: instant(),
    /** Has read the first words on Home, or worked through the test ticket. */
    welcomedAt: instant(),
  },
  (table) => [
    unique('agents_by_slack_id').on(table.workspaceId, table.slackId),
    uniqueIndex('agents_by_name').on(table.workspaceId, table.name).where(sql`slack_id is null`),
  ],
)

/** What leads have said about a tag: to offer it before anybody used it, or no more. Others are offered as they are used. */
export const tags = pgTable(
  'tags',
  { workspaceId: workspaceId(), name: text().notNull(), addedAt: instant().notNull(), retiredAt: instant() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
)

export const accounts = pgTable(
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
    /** When it was last asked what has come, and answered. */
    polledAt: instant(),
    lastMessageAt: instant(),
    /** Who had the last turn, where new tickets are assigned in turn. */
    turnAgentId: bigint({ mode: 'number' }).references(() => agents.id),
  },
  (table) => [unique('accounts_by_network_id').on(table.workspaceId, table.network, table.networkId)],
)

export const customers = pgTable(
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
  },
  (table) => [unique('customers_by_network_id').on(table.accountId, table.networkId)],
)

/** What the team should know of a customer, in every ticket of theirs. */
export const customerNotes = pgTable(
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
export const deliveries = pgTable(
  'deliveries',
  {
    id: id(),
    workspaceId: workspaceId(),
    network: text().notNull(),
    /** The account named in the webhook's path, if any. */
    account: text(),
    body: text().notNull(),
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
  ],
)

export const tickets = pgTable(
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
export const openings = pgTable(
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

/** What only a ticket would hold of a message that has none. */
export interface Quiet {
  channelId: string | null
  about?: { text?: string; url?: string; pictureUrl?: string }
  windowUntil?: string
  priority?: 'urgent' | 'high' | 'normal' | 'low'
}

/**
 * One post in a ticket. A row without a ticket is a quiet message, or an edit or a deletion that overtook its message.
 * Outbound goes `queued → sending → sent | failed | uncertain`, each a moment; with no `queuedAt` it was given elsewhere.
 */
export const messages = pgTable(
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
      .$type<{ url: string; type: 'image' | 'video' | 'audio' | 'file'; name?: string; sticker?: true }[]>()
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
export const files = pgTable(
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
    keptAt: instant(),
    failedAt: instant(),
    failure: text(),
    unwantedAt: instant(),
    attempts: integer().notNull().default(0),
    /** When it is to be worked on next; moved ahead by whoever takes it up. Null: nothing is left to do. */
    dueAt: instant(),
  },
  (table) => [
    unique('files_of_message').on(table.messageId, table.url),
    index('files_due').on(table.dueAt).where(sql`due_at is not null`),
  ],
)

/** What an agent has typed to a customer and not sent. Gone once it is sent. */
export const drafts = pgTable(
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

/** A wording the team keeps, with placeholders. */
export const savedReplies = pgTable(
  'saved_replies',
  {
    id: id(),
    workspaceId: workspaceId(),
    title: text().notNull(),
    text: text().notNull(),
    /** As `de`; null: it fits any. */
    language: text(),
    /** How many replies were sent that began with it. */
    uses: integer().notNull().default(0),
    savedAt: instant().notNull(),
    savedBy: bigint({ mode: 'number' })
      .notNull()
      .references(() => agents.id),
  },
  (table) => [unique('saved_replies_by_title').on(table.workspaceId, table.title, table.language).nullsNotDistinct()],
)

/** One turn of waiting inside a ticket, from the first unanswered message. All response figures are read from here. */
export const episodes = pgTable(
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
export const events = pgTable(
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
export const reminders = pgTable(
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

export const digests = pgTable(
  'digests',
  {
    workspaceId: workspaceId(),
    channelId: text()
      .notNull()
      .references(() => channels.id),
    /** The local day it stands for, as 2026-11-22. */
    day: text().notNull(),
    since: instant().notNull(),
    until: instant().notNull(),
    figures: jsonb(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.channelId, table.day] })],
)

/**
 * What must stand in Slack. Behind while `wanted > shown`; `slack/draw.ts` closes the gap from current rows.
 * First posting goes `sendingAt` → `ts`; one found in `sendingAt` without `ts` is in doubt and is looked for.
 */
export const posts = pgTable(
  'posts',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Also one that no tickets come into, where somebody shares a card. */
    channelId: text().notNull(),
    /** Says what is drawn: `card`, `entry`, `needs someone`, `late`, `meanwhile`, `roll-up`, `quiet`, `digest`, `alert`, `reminder`, `hand-over`, `shared`. */
    kind: text().notNull(),
    /** One post per subject: `1042/1` for a ticket's first card, a channel, a local date. */
    subject: text().notNull(),
    ticketId: bigint({ mode: 'number' }).references(() => tickets.id),
    /** A card that stands on this roll-up for now, and is not drawn by itself. */
    rollUpId: bigint({ mode: 'number' }),
    /** Ids only; texts are read when it is drawn. */
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** Smaller is drawn sooner. */
    priority: integer().notNull(),
    wanted: integer().notNull().default(1),
    shown: integer().notNull().default(0),
    ts: text(),
    createdAt: instant().notNull(),
    sendingAt: instant(),
    leaseBy: text(),
    leaseUntil: instant(),
    retryAt: instant(),
    attempts: integer().notNull().default(0),
    failure: text(),
  },
  (table) => [
    unique('posts_by_subject').on(table.workspaceId, table.kind, table.subject),
    index('posts_behind').on(table.workspaceId, table.priority, table.id).where(sql`wanted > shown`),
    index('posts_of_ticket').on(table.ticketId),
    index('posts_on_roll_up').on(table.rollUpId).where(sql`roll_up_id is not null`),
    index('posts_naming').on(table.workspaceId).where(sql`data->'listed' <> '[]'`),
    index('posts_of_channel')
      .on(table.workspaceId, table.kind, table.channelId, table.id)
      .where(sql`ticket_id is null`),
    index('posts_standing').on(table.channelId, table.ts),
  ],
)

/** The next free moment towards Slack, per channel and per method, kept here so that a new holder keeps the pace. */
export const paces = pgTable(
  'paces',
  { workspaceId: workspaceId(), name: text().notNull(), freeAt: instant().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
)
