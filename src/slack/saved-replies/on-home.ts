import { countSavedReplies } from '../../tickets/saved-reply.ts'
import { line } from '../blocks.ts'
import type { Part } from '../home/part.ts'

export const savedRepliesOnHome: Part = async ({ db, workspaceId }) => {
  const all = await countSavedReplies(db, workspaceId)
  const says = all
    ? `${all} kept. Agents find them in the Reply window.`
    : 'What you write often, with the customer’s name filled in. None yet.'
  return [line(`*Saved replies*\n${says}`, { id: 'saved-replies', label: 'Open Saved Replies', value: '0' })]
}
