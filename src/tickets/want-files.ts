import type { Db } from '../db/connect.ts'
import { files } from '../db/schema.ts'
import { and, eq, isNull, notInArray, sql } from '../db/sql.ts'
import type { Message } from './ticket.ts'

/** An album holds ten; what comes beyond that stays a link. */
const SHOWN_AT_MOST = 10

/** No index takes much more. Of an address that long nothing is fetched: it stays a link, and the message comes in. */
const ADDRESS_AT_MOST = 2500

const dueNow = sql`clock_timestamp()`

/** The pictures of a message that are to be shown from Slack's own files. */
export function picturesOf({ attachments }: Pick<Message, 'attachments'>): Message['attachments'] {
  return attachments.filter(({ type }) => type === 'image').slice(0, SHOWN_AT_MOST)
}

/** What is to be brought into Slack: pictures, to be shown, and what nobody could open elsewhere, for the card's thread. */
function wantedOf(message: Pick<Message, 'attachments'>): Message['attachments'] {
  const closed = message.attachments.filter(({ type, closed }) => type !== 'image' && closed)
  return [...picturesOf(message), ...closed.slice(0, SHOWN_AT_MOST)]
}

/** Asks for what came with a message to be brought into Slack, in the transaction that keeps it; what was asked for before stays. */
export async function wantFiles(tx: Db, message: Pick<Message, 'id' | 'workspaceId' | 'attachments' | 'deletedAt'>) {
  const urls = message.deletedAt ? [] : [...new Set(wantedOf(message).map(({ url }) => url))].filter(isHeld)
  if (urls.length === 0) return
  await tx
    .insert(files)
    .values(urls.map((url) => ({ workspaceId: message.workspaceId, messageId: message.id, url, dueAt: dueNow })))
    .onConflictDoUpdate({
      target: [files.messageId, files.url],
      // Taken back by one edit and brought back by the next.
      set: { unwantedAt: null, keptAt: null, failedAt: null, failures: 0, dueAt: dueNow },
      setWhere: sql`${files.unwantedAt} is not null`,
    })
}

function isHeld(url: string): boolean {
  return Buffer.byteLength(url) <= ADDRESS_AT_MOST
}

/** What the message shows no more is to be taken away from Slack, or never to get there. */
export async function letGoOfFiles(
  tx: Db,
  message: Pick<Message, 'id' | 'attachments' | 'deletedAt'>,
  now: Temporal.Instant,
) {
  const kept = wantedOf(message).map(({ url }) => url)
  await tx
    .update(files)
    // One on its way is left to whoever brings it: only he knows what Slack has of it.
    .set({ unwantedAt: now, dueAt: sql`coalesce(${files.dueAt}, ${dueNow})` })
    .where(
      and(
        eq(files.messageId, message.id),
        isNull(files.unwantedAt),
        kept.length > 0 ? notInArray(files.url, kept) : undefined,
      ),
    )
}
