import { actions, context, section } from '../blocks.ts'
import { cardFacts } from '../card-facts.ts'
import { headline } from '../render/headline.ts'
import { promisesOn } from '../render/promises-on.ts'
import type { Button } from './button.ts'

/** A card's menu holds five; here is every verb that applies now, the network's own among them. */
export const everythingButton: Button = {
  id: 'everything',
  label: 'Everything Else…',
  applies: () => true,
  async press({ db, networks, workspaceId, ticket, now, allFaces, open }) {
    const facts = await cardFacts(db, networks, workspaceId, ticket.id)
    await open({
      id: 'everything',
      title: `#${ticket.id}`,
      blocks: [
        section(`*${headline(facts)}*`),
        ...promisesOn(facts, now).map((words) => context(words)),
        actions(`view/${ticket.id}`, allFaces(facts)),
      ],
    })
  },
}
