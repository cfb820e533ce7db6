import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../src/db/connect.ts'
import { posts } from '../../src/db/schema.ts'
import { fallDue } from '../../src/jobs/fall-due.ts'
import { leaveLostChannels } from '../../src/jobs/leave-lost-channels.ts'
import { keepLists } from '../../src/jobs/lists.ts'
import { lookAgain } from '../../src/jobs/look-again.ts'
import { rollUpQuiet } from '../../src/jobs/roll-up-quiet.ts'
import { networks } from '../../src/networks/index.ts'
import { type Render, render, slackLeads } from '../../src/slack/render.ts'

/** A message that was newly posted: what it says, and whom it calls by name. */
export interface Heard {
  kind: string
  channelId: string
  ticketId: number | null
  says: string
  mentions: string[]
}

/** A tick as the app runs it. */
export async function tick(db: Db, now: Temporal.Instant): Promise<void> {
  do {
    while (await fallDue(db, 'T1', now));
  } while (await lookAgain(db, 'T1', now))
  await keepLists(db, 'T1', now)
  await rollUpQuiet(db, 'T1', now)
  await leaveLostChannels(db, 'T1', now)
}

/** A tick, and then everything that is behind drawn as the worker would. Gives what was newly posted; edits call nobody. */
export async function hear(db: Db, now: Temporal.Instant): Promise<Heard[]> {
  await tick(db, now)
  return drawAll(db, now)
}

/** The same, but cards only stand there: they call nobody, and for a long story their words cost too much. */
export async function hearCalls(db: Db, now: Temporal.Instant): Promise<Heard[]> {
  await tick(db, now)
  const ts = sql`coalesce(ts, ${`${seconds(now)}.`} || id)`
  await db.update(posts).set({ ts, shown: sql`wanted` }).where(eq(posts.kind, 'card'))
  return drawAll(db, now)
}

async function drawAll(db: Db, now: Temporal.Instant): Promise<Heard[]> {
  const behind = await db.select().from(posts).where(sql`wanted > shown`).orderBy(posts.priority, posts.id)
  const heard: Heard[] = []
  for (const post of behind) {
    const drawing = await render(deps(db), post, now)
    const stands = 'text' in drawing
    if (stands && !post.ts)
      heard.push({ kind: post.kind, channelId: post.channelId, ticketId: post.ticketId, ...wordsOf(drawing.text) })
    const ts = stands ? (post.ts ?? `${seconds(now)}.${post.id}`) : null
    await db.update(posts).set({ shown: post.wanted, ts }).where(eq(posts.id, post.id))
  }
  return heard
}

/** Slack names a message by the second it was posted in. */
function seconds(now: Temporal.Instant): number {
  return Math.floor(now.epochMilliseconds / 1000)
}

/** How a post reads now, as the newest of its kind; undefined if it stands there no more. */
export async function reads(db: Db, kind: string, now: Temporal.Instant): Promise<string | undefined> {
  const all = await db.select().from(posts).where(eq(posts.kind, kind)).orderBy(posts.id)
  const last = all.at(-1)
  const drawing = last && (await render(deps(db), last, now))
  return drawing && 'blocks' in drawing ? plain(JSON.stringify(drawing.blocks)) : undefined
}

function wordsOf(text: string) {
  return { says: plain(text), mentions: [...text.matchAll(/<@(\w+)>/g)].map(([, id]) => id ?? '') }
}

/** Times as a reader in UTC sees them. */
function plain(text: string): string {
  return text.replace(/<!date\^(\d+)\^[^|]*\|([^>]*)>/g, (_, _seconds, utc) => utc.replace(' UTC', ''))
}

function deps(db: Db): Render {
  return {
    ...{ db, networks: new Map(networks.map((network) => [network.name, network])) },
    leads: () => slackLeads(db, 'T1', []),
    permalink: async () => undefined,
    cardLink: async () => undefined,
    digest: async () => ({ gone: true }),
  }
}
