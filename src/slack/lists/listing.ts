import { type Ask, queue } from '../../tickets/queue.ts'
import type { Agent } from '../../tickets/ticket.ts'
import { actions, type ButtonFace, section } from '../blocks.ts'
import type { Asked } from '../commands/command.ts'
import type { Words } from '../render/drawing.ts'
import { queueWords } from '../render/queue.ts'

/** The most pressing are what one needs; a window has the others. */
const MOST = 15

/** Open tickets, to one agent: which, and how that is said. */
export interface List {
  /** The button that opens it, and its value. */
  id: string
  value: string
  ask: Omit<Ask, 'most'>
  none: string
  title(count: string): string
  faces: ButtonFace[]
  /** Shows the whole list, where it is longer. */
  all: Pick<ButtonFace, 'id' | 'value'>
}

/** The same, to several of them. */
export const severalFaces: ButtonFace[] = [
  { id: 'close-several', label: 'Close Several…', value: '' },
  { id: 'tag-several', label: 'Tag Several…', value: '' },
  { id: 'assign-several', label: 'Assign Several…', value: '' },
]

export const unclaimedList: List = {
  ...{ id: 'open-unclaimed', value: '', ask: { owner: 'nobody' }, faces: severalFaces },
  none: 'Nobody is waiting for someone right now.',
  title: (n) => `${n} need${n === '1' ? 's' : ''} someone`,
  all: { id: 'list-unclaimed', value: '0' },
}

export function mineList(by: Agent): List {
  return {
    ...{ id: 'open-mine', value: '', ask: { owner: by } },
    none: 'You have no open tickets.',
    title: (n) => `${n} of yours ${n === '1' ? 'is' : 'are'} open`,
    faces: [{ id: 'hand-over', label: 'Hand Over…', value: '' }],
    all: { id: 'list-mine', value: '0' },
  }
}

/** Of one channel, or without one of all of them. */
export function openList(channelId: string): List {
  return {
    ...{ id: 'open-queue', value: channelId, ask: { channelId: channelId || undefined }, faces: [] },
    none: 'No ticket is open here.',
    title: (n) => `${n} ${n === '1' ? 'is' : 'are'} open here, the most pressing first`,
    all: { id: 'list-open', value: `0/${channelId}` },
  }
}

export type Listing = Pick<Asked, 'db' | 'networks' | 'workspaceId' | 'cardLink' | 'now'>

/** `said`: what has just been done, above the list. */
export async function listing(deps: Listing, list: List, said?: string): Promise<Words> {
  const { db, networks, workspaceId, cardLink, now } = deps
  const above = said ? [section(said)] : []
  const found = await queue(db, workspaceId, { ...list.ask, most: MOST + 1 })
  if (found.length === 0)
    return { text: [said, list.none].filter(Boolean).join(' '), blocks: [...above, section(list.none)] }
  const shown = await Promise.all(
    found.slice(0, MOST).map(async (one) => ({ ...one, permalink: await cardLink(one.ticket.id) })),
  )
  const longer = found.length > MOST
  const count = longer ? `More than ${MOST}` : String(found.length)
  const title = `${list.title(count)}${longer ? `; here are the first ${MOST}` : ''}.`
  const { text, blocks } = queueWords(title, shown, networks, now, `${list.id}/${list.value}`)
  const below = [...(longer ? [{ ...list.all, label: 'Show All' }] : []), ...list.faces]
  return {
    text: said ? `${said}\n${text}` : text,
    blocks: [...above, ...blocks, ...(below.length ? [actions('several', below)] : [])],
  }
}
