import type { KnownBlock } from '@slack/types'
import type { Db } from '../../db/connect.ts'
import { countSavedReplies } from '../../tickets/saved-reply.ts'
import { button } from '../blocks.ts'

export async function savedRepliesOnHome(db: Db, workspaceId: string): Promise<KnownBlock[]> {
  const all = await countSavedReplies(db, workspaceId)
  const says = all
    ? `${all} kept. Agents find them in the Reply window.`
    : 'What you write often, with the customer’s name filled in. None yet.'
  return [
    { type: 'divider' },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: `*Saved replies*\n${says}`, verbatim: true },
      accessory: button({ id: 'saved-replies', label: 'Open Saved Replies', value: '0' }),
    },
  ]
}
