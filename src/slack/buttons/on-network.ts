import { NetworkError } from '../../networks/network.ts'
import { close } from '../../tickets/close.ts'
import { Refusal } from '../../tickets/refusal.ts'
import type { CardFacts } from '../card-facts.ts'
import { cardFacts } from '../card-facts.ts'
import { inert } from '../text.ts'
import type { Acting, Button } from './button.ts'
import { tellUndoable } from './undo.ts'

type Act = 'like' | 'hide' | 'delete'

export const likeAndCloseButton: Button = {
  id: 'like-and-close',
  label: 'Like and Close',
  applies: (facts) => !facts.ticket.closedAt && can(facts, 'like') && lastId(facts) !== undefined,
  async press(press) {
    await act(press, 'like')
    await close(press.db, press.ticket, 'no reply needed', press.by, press.now)
    const words = `#${press.ticket.id} is liked, and closed as no reply needed. Undo reopens it; the like stays.`
    await tellUndoable(press, 'ticket.closed', words)
  },
}

export const hideButton = acting('hide', 'Hide', 'It is hidden; the customer and their friends still see it.')
export const deleteButton = acting('delete', 'Delete There', 'It is deleted on the network.')

function acting(id: Act, label: string, done: string): Button {
  return {
    id,
    label,
    applies: (facts) => can(facts, id) && lastId(facts) !== undefined,
    async press(press) {
      await act(press, id)
      await press.tell(done)
    },
  }
}

/** What the network refuses is told to the one who pressed, in the network's terms. */
async function act({ db, networks, workspaceId, ticket, accountOf }: Acting, what: Act): Promise<void> {
  const facts = await cardFacts(db, networks, workspaceId, ticket.id)
  // A card may have been drawn for what has changed since, and nothing may be called done that was not.
  if (!can(facts, what)) throw new Refusal(`${facts.network.label} cannot do this here.`)
  const id = lastId(facts)
  if (!id) throw new Refusal('There is nothing of the customer’s left to do this to.')
  try {
    const message = { id, conversation: ticket.conversation, customer: { id: facts.customer.networkId } }
    await facts.network[what]?.(message, accountOf(facts.account))
  } catch (error) {
    if (error instanceof NetworkError) throw new Refusal(inert(error.message))
    throw error
  }
}

function can({ network, ticket }: CardFacts, what: Act): boolean {
  return network.can[what]?.includes(ticket.place) ?? false
}

function lastId({ said }: CardFacts): string | undefined {
  return said.findLast(({ deletedAt }) => !deletedAt)?.networkId ?? undefined
}
