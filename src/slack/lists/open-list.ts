import type { Agent } from '../../tickets/ticket.ts'
import type { ListButton } from '../list-buttons.ts'
import { type List, listing, mineList, openList, unclaimedList } from './listing.ts'

export const openMineButton = opening('open-mine', (_value, by) => mineList(by))
export const openQueueButton = opening('open-queue', openList)
export const openUnclaimedButton = opening('open-unclaimed', () => unclaimedList)

export interface OpensList extends ListButton {
  listOf(value: string, by: Agent): List
}

function opening(id: string, listOf: OpensList['listOf']): OpensList {
  return {
    ...{ id, listOf },
    press: ({ draw, now, ...deps }, value, by) =>
      listing({ ...deps, cardLink: draw.cardLink, now: now() }, listOf(value, by)),
  }
}
