import { addSavedReply } from '../../tickets/saved-reply.ts'
import { cardFacts } from '../card-facts.ts'
import { onlyLeads } from '../saved-replies/only-leads.ts'
import { wordingIn, wordingInputs } from '../saved-replies/wording.ts'
import type { Button } from './button.ts'
import { firstNameOf } from './first-name.ts'

/** A good answer, for the whole team from now on. */
export const saveReplyButton: Button = {
  id: 'save-reply',
  label: 'Save as Saved Reply…',
  applies: ({ reply }) => Boolean(reply?.sentAt && reply.text),

  async press({ db, networks, workspaceId, ticket, by, who, open }) {
    onlyLeads(who, by)
    const { reply, customer } = await cardFacts(db, networks, workspaceId, ticket.id)
    const text = withoutName(reply?.text ?? '', firstNameOf(customer))
    const blocks = wordingInputs({ text })
    await open({ id: 'save-reply', title: 'Save as saved reply', submit: 'Save', blocks })
  },

  async submit({ db, workspaceId, values, by, who, now, tell }) {
    onlyLeads(who, by)
    const read = wordingIn(values)
    if ('errors' in read) return read
    await addSavedReply(db, workspaceId, read.wording, by, now)
    await tell(`“${read.wording.title}” is a saved reply now. Home has them all.`)
    return undefined
  },
}

/** The next customer has another name. */
function withoutName(text: string, name: string | undefined): string {
  if (!name || name.length < 2) return text
  const word = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(name)}(?![\\p{L}\\p{N}])`, 'giu')
  return text.replace(word, '{first name}')
}
