import { sql } from 'drizzle-orm'
import { openDatabase } from '../../src/db/connect.ts'
import { accounts, deliveries, files, messages, posts, tickets } from '../../src/db/schema.ts'
import type { Ground } from './program.ts'

export type Facts = Awaited<ReturnType<typeof facts>>

/** All that Roost knows, read from its database. The embedded one must not be in use. */
export async function facts({ env, url }: Ground) {
  const database = await openDatabase({ url, dataDir: env.DATA_DIR ?? '' })
  try {
    const { db } = database
    return {
      deliveries: await db.select().from(deliveries),
      messages: await db.select().from(messages),
      tickets: await db.select().from(tickets),
      posts: await db.select().from(posts),
      accounts: await db.select().from(accounts),
      files: await db.select().from(files),
    }
  } finally {
    await database.close()
  }
}

/** What is still to be done; nothing: it has come to rest. */
export function unfinished({ deliveries, messages, posts, files }: Facts): string[] {
  return [
    ...deliveries
      .filter((one) => !one.takenAt && !one.failedAt)
      .map((one) => `delivery ${one.id} ${one.failure ?? ''}`),
    ...messages
      .filter((one) => one.queuedAt && !one.sentAt && !one.failedAt && !one.uncertainAt)
      .map((one) => `reply ${one.id} ${one.failure ?? ''}`),
    ...posts
      .filter((one) => one.wanted > one.shown && !one.rollUpId)
      .map((one) => `${one.kind} ${one.subject} ${one.failure ?? ''}`),
    ...files.filter(({ dueAt }) => dueAt).map((one) => `file ${one.id} ${one.failure ?? ''}`),
  ]
}

/** As if two minutes had gone by while nobody ran: what a dead process held is free, and what it sent has come or never comes. */
export async function letLeasesRunOut({ env, url }: Ground): Promise<void> {
  const database = await openDatabase({ url, dataDir: env.DATA_DIR ?? '' })
  try {
    for (const [table, column, only] of HELD)
      await database.db.execute(
        sql.raw(`update ${table} set ${column} = ${column} - interval '2 minutes' where ${column} is not null ${only}`),
      )
  } finally {
    await database.close()
  }
}

const HELD = [
  ['workspaces', 'lane_until', ''],
  ['posts', 'lease_until', ''],
  ['posts', 'retry_at', ''],
  ['posts', 'sending_at', ''],
  ['deliveries', 'lease_until', ''],
  ['files', 'due_at', ''],
  ['messages', 'retry_at', ''],
  ['messages', 'sending_at', 'and sent_at is null'],
]
