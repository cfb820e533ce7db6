import type { Db } from '../db/connect.ts'
import { deliveries } from '../db/schema.ts'
import { and, between, eq, inArray, isNotNull, isNull, ne, or, type SQL, sql } from '../db/sql.ts'
import type { AccountRow, Message } from './ticket.ts'

/** A network repeats what it was not thanked for at once; what comes later than this holds nothing that was not taken then. */
const BEFORE = { hours: 2 }
const AFTER = { minutes: 10 }
/** A longer id is looked for only as it stands: the embedded database dies of a pattern with two thousand choices. */
const LONGEST = 250

/**
 * What a customer took back is taken out of the raw deliveries as well, which came by the callbacks of `calledFor`. Only those
 * that were understood: one that was not is still to be replayed.
 */
export async function forgetDeliveries(
  tx: Db,
  account: AccountRow,
  message: Pick<Message, 'networkId' | 'receivedAt' | 'editedAt'>,
  calledFor: string[],
  now: Temporal.Instant,
): Promise<void> {
  if (!message.networkId) return
  // What it said before and after an edit came in deliveries of their own, whenever that was.
  const until = message.editedAt ? now : message.receivedAt.add(AFTER)
  await tx
    .update(deliveries)
    .set({ body: '' })
    .where(
      and(
        ...[eq(deliveries.workspaceId, account.workspaceId), isNotNull(deliveries.takenAt), ne(deliveries.body, '')],
        between(deliveries.receivedAt, message.receivedAt.subtract(BEFORE), until),
        isFor(account, calledFor),
        tells(message.networkId),
      ),
    )
}

/** Ids are a network's own: another account's customers may have the same one. An address that names no account serves several. */
function isFor({ networkId }: AccountRow, calledFor: string[]): SQL | undefined {
  const isNamed = or(eq(deliveries.account, networkId), and(isNull(deliveries.account), holds(networkId)))
  return and(inArray(deliveries.network, calledFor), isNamed)
}

/** By its whole id, or by all its parts where a network has made it of two or three: a delivery may tell these apart. */
function tells(networkId: string): SQL | undefined {
  const parts = networkId.split('/')
  return or(holds(networkId), parts.length === 2 || parts.length === 3 ? and(...parts.map(holds)) : undefined)
}

/** As a whole value of the JSON: as a part of some text it says nothing. */
function holds(id: string): SQL | undefined {
  if (id.length > LONGEST) return or(...wholly(id).map((text) => sql`position(${text} in ${deliveries.body}) > 0`))
  const text = `"${[...id].map(spelt).join('')}"`
  const value = /^-?\d+$/.test(id) ? `(?:${text}|${id})` : text
  return sql`${deliveries.body} ~ ${`[,:[]\\s*${value}\\s*[],}]`}`
}

/** As JSON writes it that escapes nothing it need not, "/", letters beyond ASCII, or both. */
function wholly(id: string): string[] {
  const plain = JSON.stringify(id)
  const ascii = plain.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [...new Set([plain, ascii].flatMap((text) => [text, text.replaceAll('/', '\\/')]))]
}

/** In every way in which JSON writes a character: networks escape "/", and letters beyond ASCII. */
function spelt(character: string): string {
  if (/[0-9A-Za-z_]/.test(character)) return character
  const units = Array.from({ length: character.length }, (_, place) => character.charCodeAt(place))
  const hex = units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
  const either = literally(hex).replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
  const plain = [JSON.stringify(character).slice(1, -1), ...(character === '/' ? ['\\/'] : [])]
  return `(?:${plain.map(literally).join('|')}|${either})`
}

/** PostgreSQL takes a backslash before a letter, of any alphabet, for something else. */
function literally(text: string): string {
  return text.replaceAll(/[^0-9A-Za-z_\u0080-\uffff]/g, '\\$&')
}
