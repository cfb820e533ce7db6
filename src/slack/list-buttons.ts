import { claimNext, queue } from '../tickets/queue.ts'
import type { Agent } from '../tickets/ticket.ts'
import type { Pressing } from './press.ts'
import type { Words } from './render/drawing.ts'
import { queueWords } from './render/queue.ts'
import { link } from './text.ts'

/** A button on a list, about no ticket in particular; its value is the channel whose tickets it means, or empty. */
export interface ListButton {
  id: string
  press(deps: Pressing, channelId: string, by: Agent): Promise<string | Words>
}

const MOST = 20

export const listButtons: ListButton[] = [
  {
    id: 'claim-next',
    async press({ db, workspaceId, now, draw }, channelId, by) {
      const ticket = await claimNext(db, workspaceId, channelId || undefined, by, now())
      return `You have ${link(await draw.cardLink(ticket.id), `#${ticket.id}`)} now.`
    },
  },
  {
    id: 'open-queue',
    async press({ db, workspaceId, networks, now, draw }, channelId) {
      const found = await queue(db, workspaceId, { channelId: channelId || undefined, most: MOST })
      if (found.length === 0) return 'No ticket is open here.'
      const shown = await Promise.all(
        found.map(async (one) => ({ ...one, permalink: await draw.cardLink(one.ticket.id) })),
      )
      return queueWords('Open here, the most pressing first', shown, networks, now())
    },
  },
]
