import { draftsOf } from '../../tickets/drafts-of.ts'
import { context, line, section } from '../blocks.ts'
import { cut, named, oneLine } from '../text.ts'
import type { Part } from './part.ts'

/** What was typed and not sent. */
export const drafts: Part = async ({ db, by, most }) => {
  const all = await draftsOf(db, by, most + 1)
  if (all.length === 0) return []
  const more = all.length > most ? [context('Older ones are on their tickets: press Reply there.')] : []
  const lines = all.slice(0, most).map(({ ticketId, customer, text }) => {
    const face = { id: 'reply', label: 'Go On', value: String(ticketId), about: `Go on with #${ticketId}` }
    return line(`#${ticketId} to *${named(cut(customer, 80))}*: ${oneLine(text, 200)}`, face)
  })
  return [section('*Not sent yet*'), ...lines, ...more]
}
