import { bigint, boolean, integer, jsonb, primaryKey, snakeCase, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../instant.ts'
import { sql } from '../sql.ts'
import { id, workspaceId } from './workspaces.ts'

// Who works here and what they have agreed on: channels, agents, settings, tags, wordings.

export const settings = snakeCase.table(
  'settings',
  { workspaceId: workspaceId(), name: text().notNull(), value: jsonb().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
)

/** The id is Slack's. A channel is lost once Slack says it is archived, deleted, or that the bot is not in it. */
export const channels = snakeCase.table('channels', {
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
export const agents = snakeCase.table(
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
export const tags = snakeCase.table(
  'tags',
  { workspaceId: workspaceId(), name: text().notNull(), addedAt: instant().notNull(), retiredAt: instant() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
)

/** A wording the team keeps, with placeholders. */
export const savedReplies = snakeCase.table(
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
