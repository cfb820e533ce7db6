import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import { accounts, files, messages, posts } from '../db/schema.ts'
import { and, asc, desc, eq, isNotNull, isNull, lte, or, sql } from '../db/sql.ts'
import { type Attachment, NetworkError } from '../networks/network.ts'
import { showCard } from '../tickets/show-card.ts'
import { type AccountRow, type Message, ticketOf } from '../tickets/ticket.ts'
import { cut } from './text.ts'
import { type Trouble, troubleOf } from './trouble.ts'
import { missingScope, upload } from './upload.ts'

export interface KeepFiles {
  db: Db
  workspaceId: string
  client: WebClient
  /** Throws `NetworkError`. */
  fetch: (attachment: Attachment, account: AccountRow) => Promise<{ bytes: Buffer; kind: string }>
  now: () => Temporal.Instant
  log: Logger
}

type FileRow = typeof files.$inferSelect

interface Taken {
  file: FileRow
  message: Message
  account: AccountRow
}

/** Fetching and uploading end within a minute; whoever took it up longer ago is gone. */
const TAKEN_FOR = sql`clock_timestamp() + interval '2 minutes'`
/** With the pauses below about half an hour: the addresses of most networks live for an hour. */
const FAILURES = 7
/** More than a day, if Slack is away for so long. */
const ATTEMPTS = 200
/** In seconds. */
const LONGEST_PAUSE = 600
const PATIENCE = 30_000
/** An image block takes no other kinds. */
const IN_CARDS = new Set(['png', 'jpg', 'gif'])

/**
 * Brings one file that waits into Slack, or takes one away that its customer took back. Answers whether there was one.
 * A card never waits for it: it is drawn afresh once the file is there, or is known not to come.
 */
export async function keepOneFile(deps: KeepFiles): Promise<boolean> {
  const taken = await takeUp(deps)
  if (!taken) return false
  try {
    if (taken.file.unwantedAt) await takeAway(deps, taken.file)
    else await bring(deps, taken)
  } catch (error) {
    await afterwards(deps, taken, error)
  }
  return true
}

/** By moving its time ahead, and counting the attempt: what an earlier one writes down late changes nothing. */
function takeUp({ db, workspaceId }: KeepFiles): Promise<Taken | undefined> {
  return db.transaction(async (tx) => {
    const [next] = await tx
      .select({ file: files, message: messages, account: accounts })
      .from(files)
      .innerJoin(messages, eq(messages.id, files.messageId))
      .innerJoin(accounts, eq(accounts.id, messages.accountId))
      .where(
        and(
          eq(files.workspaceId, workspaceId),
          lte(files.dueAt, sql`clock_timestamp()`),
          or(isNull(accounts.pausedAt), isNotNull(files.unwantedAt)),
        ),
      )
      .orderBy(asc(files.dueAt))
      .limit(1)
      .for('update', { of: files, skipLocked: true })
    if (!next) return undefined
    const [file] = await tx
      .update(files)
      .set({ dueAt: TAKEN_FOR, attempts: sql`${files.attempts} + 1` })
      .where(eq(files.id, next.file.id))
      .returning()
    return file && { ...next, file }
  })
}

async function bring(deps: KeepFiles, taken: Taken): Promise<void> {
  const { db, client, now } = deps
  const { file, message, account } = taken
  const attachment = message.attachments.find(({ url }) => url === file.url)
  if (!attachment) return settled(db, taken, now(), { failedAt: now(), failure: 'Its message shows it no more.' })
  // An upload that was cut short: nothing shows it, and nothing would ever delete it.
  if (file.slackId) await deleteInSlack(client, file.slackId)
  const isPicture = attachment.type === 'image'
  if ((!isPicture || file.inThread) && !(await threadOf(db, message))) return putOff(db, file)
  const { bytes, kind } = await deps.fetch(attachment, account)
  const inThread = !isPicture || !IN_CARDS.has(kind)
  const thread = inThread ? await threadOf(db, message) : undefined
  if (inThread && !thread) return putOff(db, file, { inThread })
  const named = async (slackId: string) => void (await db.update(files).set({ slackId }).where(isAttempt(file)))
  await upload(
    client,
    {
      ...{ name: nameOf(attachment, file, kind), bytes: new Blob([Uint8Array.from(bytes)]) },
      ...(isPicture ? { alt: attachment.name ?? 'A picture that came with a message' } : {}),
      named,
    },
    AbortSignal.timeout(PATIENCE),
    thread,
  )
  await settled(db, taken, now(), { keptAt: now(), inThread })
}

/** What Slack shows in no card stands in the card's thread. */
async function threadOf(db: Db, { ticketId }: Message): Promise<{ channel: string; thread: string } | undefined> {
  if (ticketId === null) return undefined
  const [card] = await db
    .select({ channel: posts.channelId, thread: posts.ts })
    .from(posts)
    .where(and(eq(posts.ticketId, ticketId), eq(posts.kind, 'card'), isNotNull(posts.ts)))
    .orderBy(desc(posts.id))
    .limit(1)
  return card?.thread ? { channel: card.channel, thread: card.thread } : undefined
}

/** Until its ticket has a card of its own; that is no attempt. What was found out by fetching it is kept. */
async function putOff(db: Db, file: FileRow, known: Partial<FileRow> = {}): Promise<void> {
  await db
    .update(files)
    .set({ ...known, attempts: file.attempts - 1, dueAt: sql`clock_timestamp() + interval '10 seconds'` })
    .where(isAttempt(file))
}

function nameOf({ type, name }: Attachment, { id }: FileRow, kind: string): string {
  if (type === 'image') return `picture-${id}.${kind}`
  if (type === 'file' && name) return cut(name.replace(/[\p{C}/\\]/gu, '_'), 100)
  return `${type === 'audio' ? 'voice' : type}-${id}.${kind}`
}

async function takeAway({ db, client }: KeepFiles, file: FileRow): Promise<void> {
  if (file.slackId) await deleteInSlack(client, file.slackId)
  await db.delete(files).where(and(isAttempt(file), isNotNull(files.unwantedAt)))
}

async function deleteInSlack(client: WebClient, slackId: string): Promise<void> {
  try {
    await client.files.delete({ file: slackId })
  } catch (error) {
    if (!/^file_(not_found|deleted)$/.test(troubleOf(error).code)) throw error
  }
}

/** Taken back meanwhile, it is due again at once. */
function settled(db: Db, { file, message }: Taken, now: Temporal.Instant, changes: Partial<FileRow>): Promise<void> {
  return db.transaction(async (tx) => {
    const [is] = await tx
      .update(files)
      .set({ ...changes, dueAt: sql`case when ${files.unwantedAt} is null then null else clock_timestamp() end` })
      .where(isAttempt(file))
      .returning()
    if (is && message.ticketId) await showCard(tx, await ticketOf(tx, file.workspaceId, message.ticketId), now)
  })
}

async function afterwards({ db, log, now }: KeepFiles, taken: Taken, error: unknown): Promise<void> {
  const { file } = taken
  const trouble = error instanceof NetworkError ? undefined : troubleOf(error)
  const why = error instanceof NetworkError ? error.message : (missingScope(error) ?? trouble?.code ?? '')
  const never = (error instanceof NetworkError && error.permanent) || missingScope(error) !== undefined
  if (trouble?.is !== 'limited') log.warn({ file: file.id, why }, 'A file could not be brought into Slack')
  const failures = trouble && isAway(trouble) ? file.failures : file.failures + 1
  // What the customer took back is taken away whatever it costs; the rest is given up at some time.
  if ((never || failures >= FAILURES || file.attempts >= ATTEMPTS) && !file.unwantedAt)
    return settled(db, taken, now(), { failures, failedAt: now(), failure: why })
  const pause = Math.min(5 * 4 ** (file.attempts - 1), LONGEST_PAUSE)
  const seconds = trouble?.is === 'limited' ? trouble.seconds : pause
  await db
    .update(files)
    .set({ failures, failure: why, dueAt: sql`clock_timestamp() + make_interval(secs => ${seconds}::float8)` })
    .where(and(isAttempt(file), file.unwantedAt ? undefined : isNull(files.unwantedAt)))
}

/** Slack takes it once it is back, or lets us in again. */
function isAway({ is, code }: Trouble): boolean {
  return is === 'limited' || is === 'token' || is === 'lost' || code === 'no answer'
}

function isAttempt({ id, attempts }: FileRow) {
  return and(eq(files.id, id), eq(files.attempts, attempts))
}
