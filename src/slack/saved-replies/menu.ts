import type { KnownBlock } from '@slack/types'
import { plainText } from '../blocks.ts'

export const SAVED_REPLY = 'saved-reply'

/** A menu one types into; what it offers is asked of the modal's button. */
export function savedReplyMenu(round: number): KnownBlock {
  return {
    type: 'section',
    // Chosen, it is put into the text, and the menu is there for the next one.
    block_id: `${SAVED_REPLY}~${round}`,
    text: { type: 'mrkdwn', text: 'Begin with a saved reply', verbatim: true },
    accessory: {
      type: 'external_select',
      action_id: SAVED_REPLY,
      placeholder: plainText('Search', 150),
      min_query_length: 0,
    },
  }
}
