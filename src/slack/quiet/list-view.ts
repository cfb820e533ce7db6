import type { KnownBlock, ModalView } from '@slack/types'
import { type QuietMessage, quietCounts, quietList } from '../../tickets/quiet-list.ts'
import { actions, button, context, section } from '../blocks.ts'
import type { Pressing } from '../pressing.ts'
import { knownAs } from '../render/known-as.ts'
import { wordsOf } from '../render/words-of.ts'
import { link, moment, quoted } from '../text.ts'
import { viewOf } from '../views.ts'

const PAGE = 20

/** A page of a roll-up's messages, newest first, each with Make Ticket; `said` stands above them. */
export async function listView(deps: Pressing, postId: number, from: number, said?: string): Promise<ModalView> {
  const { db, workspaceId, now } = deps
  const counts = await quietCounts(db, workspaceId, postId)
  const total = counts.reduce((sum, { n }) => sum + n, 0)
  const page = await quietList(db, workspaceId, postId, { from, most: PAGE })
  const blocks = [
    ...(said ? [section(said)] : []),
    context(headOf(total, from, page.length)),
    ...page.map((one) => line(one, postId, from, now())),
    ...turnPages(postId, from, total),
  ]
  return viewOf({ id: 'quiet', title: 'Without a question', blocks }, { ticket: 0, at: 0 })
}

function headOf(total: number, from: number, shown: number): string {
  if (total === 0) return 'Nothing is left here.'
  if (shown === total) return 'Nobody waits for an answer to these. Make a ticket of any that needs one.'
  return `${from + 1} to ${from + shown} of ${total}. Nobody waits for an answer to these.`
}

function line({ message, customer }: QuietMessage, postId: number, from: number, now: Temporal.Instant): KnownBlock {
  const who = customer.name ?? customer.handle ?? 'A customer'
  const seen = message.url ? ` · ${link(message.url, 'See it')}` : ''
  const liked = message.likedAt ? ' · liked' : ''
  const head = `${knownAs(customer)} · ${moment(message.at, now)}${seen}${liked}`
  const face = { id: 'make-ticket', label: 'Make Ticket', about: `Make a ticket of what ${who} wrote` }
  return {
    type: 'section',
    block_id: `quiet/${message.id}`,
    text: { type: 'mrkdwn', text: `${head}\n${quoted(wordsOf(message), 600)}`, verbatim: true },
    accessory: button({ ...face, value: `${message.id}/${postId}/${from}` }),
  }
}

function turnPages(postId: number, from: number, total: number): KnownBlock[] {
  const faces = [
    ...(from > 0 ? [{ id: 'quiet', label: 'Newer', value: `${postId}/${Math.max(0, from - PAGE)}` }] : []),
    ...(from + PAGE < total ? [{ id: 'quiet-older', label: 'Older', value: `${postId}/${from + PAGE}` }] : []),
  ]
  return faces.length ? [actions('pages', faces)] : []
}
