import { move } from '../../tickets/move.ts'
import { channelSelect } from '../inputs.ts'
import { openChannel, SlackError } from '../workspace.ts'
import type { Button } from './button.ts'

/** It belongs to others: their channel gets the card, and this one a pointer to it. */
export const moveButton: Button = {
  id: 'move',
  label: 'Move…',
  applies: ({ ticket }) => !ticket.closedAt,
  async press({ ticket, open }) {
    await open({
      id: 'move',
      title: `Move #${ticket.id}`,
      submit: 'Move',
      blocks: [
        channelSelect({
          ...{ id: 'channel', label: 'To' },
          hint: 'Its card stands there from now on, and here a link to it. Roost must be in that channel.',
        }),
      ],
    })
  },
  async submit({ db, workspaceId, ticket, by, now, values, who, tell }) {
    const chosen = values.channel('channel')
    if (!chosen) return { errors: { channel: 'Choose a channel.' } }
    try {
      const channelId = await openChannel(db, who.client, workspaceId, chosen)
      await move(db, ticket, channelId, by, now)
      await tell(`#${ticket.id} is in <#${channelId}> now.`)
      return undefined
    } catch (error) {
      if (error instanceof SlackError) return { errors: { channel: `${error.message}.` } }
      throw error
    }
  },
}
