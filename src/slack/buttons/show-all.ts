import type { KnownBlock } from '@slack/types'
import { filesOf } from '../../tickets/files-of.ts'
import { conversationOf, type Message } from '../../tickets/ticket.ts'
import { actions, context, image, section } from '../blocks.ts'
import { type CardFacts, cardFacts } from '../card-facts.ts'
import { attachmentsOf } from '../render/attachments.ts'
import { headline } from '../render/headline.ts'
import { promisesOn } from '../render/promises-on.ts'
import { wordsOf } from '../render/words-of.ts'
import { inertPieces, moment, named, oneLine } from '../text.ts'
import type { Button } from './button.ts'

/** A section holds 3000 characters, a modal 100 blocks. */
const PIECE = 2900
const BLOCKS = 90

export const showAllButton: Button = {
  id: 'show-all',
  label: 'Show All',
  applies: ({ said }) => said.length > 5 || said.some((one) => wordsOf(one).length > 700 || one.attachments.length > 1),
  press: async ({ db, networks, workspaceId, ticket, now, allFaces, open }) => {
    const conversation = await conversationOf(db, ticket)
    const drawn = await cardFacts(db, networks, workspaceId, ticket.id)
    const facts = { ...drawn, files: await filesOf(db, conversation) }
    const all = conversation.flatMap((message) => whole(facts, message, now))
    const shown = all.slice(-BLOCKS)
    await open({
      id: 'show-all',
      title: `#${ticket.id}`,
      blocks: [
        section(`*${headline(facts)}*`),
        ...promisesOn(facts, now).map((words) => context(words)),
        ...(all.length > shown.length ? [context(`The newest ${BLOCKS} pieces; older ones are left out.`)] : []),
        ...shown,
        actions(
          `view/${ticket.id}`,
          allFaces(facts).filter(({ id }) => id !== 'show-all'),
        ),
      ],
    })
  },
}

/** The same, from a list on which the ticket is one line. */
export const openButton: Button = { ...showAllButton, id: 'open', label: 'Open', applies: () => true }

function whole(facts: CardFacts, message: Message, now: Temporal.Instant): KnownBlock[] {
  const { customer } = facts
  const { pictures, others } = attachmentsOf(facts, message)
  const who =
    message.direction === 'inbound'
      ? named(customer.name ?? 'The customer')
      : message.direction === 'note'
        ? 'Note, for the team only'
        : 'We'
  const where = message.direction === 'note' ? '' : ` · ${message.place}`
  return [
    context(`*${who}*, ${moment(message.at, now)}${where}`),
    ...inertPieces(wordsOf(message), PIECE).map((piece) => section(piece)),
    ...pictures.map(image),
    ...lines(others).map((line) => context(line)),
    ...(message.text && message.attached.length
      ? [context(`With ${message.attached.map(attachedName).join(', ')}`)]
      : []),
  ]
}

function attachedName({ name }: Message['attached'][number]): string {
  return oneLine(name, 100)
}

/** As many on a line as a context's text holds; a link longer than that leads nowhere in Slack. */
function lines(others: string[]): string[] {
  const found: string[] = []
  for (const one of others) {
    const longer = `${found.at(-1) ?? ''}${found.length ? ' · ' : ''}${one}`
    if (found.length && longer.length <= 2000) found[found.length - 1] = longer
    else found.push(one.length <= 2000 ? one : '(a link too long for Slack)')
  }
  return found
}
