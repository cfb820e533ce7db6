import { bigint, integer, snakeCase, text } from 'drizzle-orm/pg-core'
import { instant } from '../instant.ts'

/** A Slack team. Everything below belongs to one; its drawing lane is held by one process at a time. */
export const workspaces = snakeCase.table('workspaces', {
  id: text().primaryKey(),
  name: text().notNull(),
  createdAt: instant().notNull(),
  laneHolder: text(),
  laneUntil: instant(),
  laneGeneration: integer().notNull().default(0),
})

/** Of every table whose rows are counted. */
export const id = () => bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey()

/** Of every table that belongs to a team, which is nearly all. */
export const workspaceId = () =>
  text()
    .notNull()
    .references(() => workspaces.id)
