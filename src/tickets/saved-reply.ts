import type { Db } from '../db/connect.ts'
import { savedReplies } from '../db/schema.ts'
import { and, asc, count, desc, eq, ilike, inArray, isNull, ne, or, type SQL, sql } from '../db/sql.ts'
import { Refusal } from './refusal.ts'
import type { Agent } from './ticket.ts'

export type SavedReply = typeof savedReplies.$inferSelect
export type Wording = Pick<SavedReply, 'title' | 'text' | 'language'>

/** Keeps a new one. Throws a `Refusal`: two of the same name in one language could not be told apart. */
export function addSavedReply(
  db: Db,
  workspaceId: string,
  wording: Wording,
  by: Agent,
  now: Temporal.Instant,
): Promise<void> {
  return db.transaction(async (tx) => {
    const kept = await tx
      .insert(savedReplies)
      .values({ workspaceId, ...wording, savedAt: now, savedBy: by.id })
      .onConflictDoNothing()
      .returning()
    if (kept.length === 0) throw twice(wording)
  })
}

/** Changes the one that was opened, unless somebody else has changed it since. Throws a `Refusal`. */
export function changeSavedReply(
  db: Db,
  opened: SavedReply,
  wording: Wording,
  by: Agent,
  now: Temporal.Instant,
): Promise<void> {
  return db.transaction(async (tx) => {
    const { workspaceId, id, savedAt } = opened
    const [other] = await tx
      .select({ id: savedReplies.id })
      .from(savedReplies)
      .where(and(named(workspaceId, wording), ne(savedReplies.id, id)))
    if (other) throw twice(wording)
    const changed = await tx
      .update(savedReplies)
      .set({ ...wording, savedAt: now, savedBy: by.id })
      .where(and(one(workspaceId, id), eq(savedReplies.savedAt, savedAt)))
      .returning()
    if (changed.length === 0)
      throw new Refusal('Somebody else has changed this meanwhile. Close this window and open it again.')
  })
}

/** Twice is harmless. What was sent with it stays as it was sent. */
export async function removeSavedReply(db: Db, workspaceId: string, id: number): Promise<void> {
  await db.delete(savedReplies).where(one(workspaceId, id))
}

export async function savedReplyOf(db: Db, workspaceId: string, id: number): Promise<SavedReply | undefined> {
  const [found] = await db.select().from(savedReplies).where(one(workspaceId, id))
  return found
}

/** By name, for the ones who keep them. */
export function listSavedReplies(
  db: Db,
  workspaceId: string,
  { most, after }: { most: number; after: number },
): Promise<SavedReply[]> {
  return db
    .select()
    .from(savedReplies)
    .where(eq(savedReplies.workspaceId, workspaceId))
    .orderBy(asc(sql`lower(${savedReplies.title})`), asc(savedReplies.id))
    .limit(most)
    .offset(after)
}

export async function countSavedReplies(db: Db, workspaceId: string, words = ''): Promise<number> {
  const [found] = await db.select({ n: count() }).from(savedReplies).where(holding(workspaceId, words))
  return found?.n ?? 0
}

/** Those that hold every word, what fits the customer's language first, then what is used most. */
export function findSavedReplies(
  db: Db,
  workspaceId: string,
  { words, languages, most }: { words: string; languages: readonly string[]; most: number },
): Promise<SavedReply[]> {
  const its = savedReplies.language
  const fits = sql`case when ${languages.length ? inArray(its, [...languages]) : sql`false`} then 0 when ${its} is null then 1 else 2 end`
  return db
    .select()
    .from(savedReplies)
    .where(holding(workspaceId, words))
    .orderBy(fits, desc(savedReplies.uses), asc(savedReplies.title), asc(savedReplies.id))
    .limit(most)
}

/** In the transaction of the reply that began with them. */
export async function countUses(tx: Db, workspaceId: string, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(savedReplies)
    .set({ uses: sql`${savedReplies.uses} + 1` })
    .where(and(eq(savedReplies.workspaceId, workspaceId), inArray(savedReplies.id, ids)))
}

function one(workspaceId: string, id: number) {
  return and(eq(savedReplies.workspaceId, workspaceId), eq(savedReplies.id, id))
}

function named(workspaceId: string, { title, language }: Wording) {
  const { language: its } = savedReplies
  return and(
    eq(savedReplies.workspaceId, workspaceId),
    eq(savedReplies.title, title),
    language ? eq(its, language) : isNull(its),
  )
}

function holding(workspaceId: string, words: string): SQL | undefined {
  const each = words.split(/\s+/).filter(Boolean)
  const like = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`
  return and(
    eq(savedReplies.workspaceId, workspaceId),
    ...each.map((word) => or(ilike(savedReplies.title, like(word)), ilike(savedReplies.text, like(word)))),
  )
}

function twice({ title, language }: Wording): Refusal {
  return new Refusal(
    `There is one named “${title}” already${language ? ' in this language' : ''}. Choose another name.`,
  )
}
