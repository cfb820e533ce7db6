import postgres from 'postgres'
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

/** As if two minutes had gone by while nobody ran: what a dead process held is free. The embedded one needs no such help. */
export async function letLeasesRunOut({ url }: Ground): Promise<void> {
  if (!url) return
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`update workspaces set lane_until = lane_until - interval '2 minutes'`
    await sql`update posts set lease_until = lease_until - interval '2 minutes' where lease_until is not null`
    await sql`update deliveries set lease_until = lease_until - interval '2 minutes' where lease_until is not null`
    await sql`update files set due_at = due_at - interval '2 minutes' where due_at is not null`
    await sql`update messages set sending_at = sending_at - interval '2 minutes' where sending_at is not null and sent_at is null`
  } finally {
    await sql.end()
  }
}
