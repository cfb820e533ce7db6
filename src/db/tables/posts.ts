import { bigint, index, integer, jsonb, primaryKey, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import { instant } from '../instant.ts'
import { sql } from '../sql.ts'
import { channels } from './team.ts'
import { tickets } from './tickets.ts'
import { id, workspaceId } from './workspaces.ts'

// What stands in Slack, and at which pace it gets there.

/**
 * What must stand in Slack. Behind while `wanted > shown`; `slack/draw.ts` closes the gap from current rows.
 * First posting goes `sendingAt` → `ts`; one found in `sendingAt` without `ts` is in doubt and is looked for,
 * and posted anew only when `sendingAt` lies so far back that it cannot come any more. On one that stands, `sendingAt` is when a
 * drawing of it was lost, which may come after a newer one.
 */
export const posts = snakeCase.table(
  'posts',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Also one that no tickets come into, where somebody shares a card. */
    channelId: text().notNull(),
    /** Says what is drawn: `card`, `entry`, `needs someone`, `late`, `meanwhile`, `roll-up`, `quiet`, `digest`, `alert`, `reminder`, `hand-over`, `shared`, `not shared`. */
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
export const paces = snakeCase.table(
  'paces',
  { workspaceId: workspaceId(), name: text().notNull(), freeAt: instant().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
)

export const digests = snakeCase.table(
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
