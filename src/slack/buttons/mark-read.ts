import { conversationOf } from '../../tickets/ticket.ts'
import { cardFacts } from '../card-facts.ts'
import type { Acting } from './button.ts'

type Marking = Pick<Acting, 'db' | 'networks' | 'workspaceId' | 'ticket' | 'accountOf'>

/**
 * Shows the customer that somebody has read what they wrote in private, where the network can. A courtesy: the press does
 * not wait for it, and nobody is told when it fails.
 */
export function markRead(acting: Marking): void {
  mark(acting).catch(() => {})
}

async function mark({ db, networks, workspaceId, ticket, accountOf }: Marking): Promise<void> {
  const { network, account, customer } = await cardFacts(db, networks, workspaceId, ticket.id)
  if (!network.markRead) return
  const recent = await conversationOf(db, ticket, { most: 20, notes: false })
  const read = recent.findLast(
    ({ direction, place, deletedAt }) => direction === 'inbound' && place === 'private' && !deletedAt,
  )
  if (!read?.networkId) return
  const conversation = read.conversation ?? ticket.conversation
  await network.markRead({ id: read.networkId, conversation, customer: { id: customer.networkId } }, accountOf(account))
}
