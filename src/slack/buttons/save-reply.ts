import { addSavedReply } from '../../tickets/saved-reply.ts'
import { cardFacts } from '../card-facts.ts'
import { forAnybody } from '../saved-replies/for-anybody.ts'
import { onlyLeads } from '../saved-replies/only-leads.ts'
import { wordingIn, wordingInputs } from '../saved-replies/wording.ts'
import type { Button } from './button.ts'

/** A good answer, for the whole team from now on. */
export const saveReplyButton: Button = {
  id: 'save-reply',
  label: 'Save as Saved Reply…',
  applies: ({ reply }) => Boolean(reply?.sentAt && reply.text),

  async press({ db, networks, workspaceId, ticket, by, who, open }) {
    onlyLeads(who, by)
    const { reply, customer } = await cardFacts(db, networks, workspaceId, ticket.id)
    const blocks = wordingInputs({ text: reply && forAnybody(reply, customer) })
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
