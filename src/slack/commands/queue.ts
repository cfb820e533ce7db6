import { queue } from '../../tickets/queue.ts'
import { actions, type ButtonFace } from '../blocks.ts'
import type { Words } from '../render/drawing.ts'
import { queueWords } from '../render/queue.ts'
import type { Asked, Command } from './command.ts'

/** A message holds 50 blocks; the most pressing are what one needs. */
const MOST = 20

/** The same, to several of them. */
export const severalFaces: ButtonFace[] = [
  { id: 'close-several', label: 'Close Several…', value: '' },
  { id: 'tag-several', label: 'Tag Several…', value: '' },
  { id: 'assign-several', label: 'Assign Several…', value: '' },
]

export const queueCommand: Command = {
  name: 'queue',
  help: 'Tickets that nobody has, the most pressing first; close, tag or assign several from there.',
  run: (asked) =>
    list(asked, 'nobody', {
      none: 'Nobody is waiting for someone right now.',
      title: (n) => `${n} need${n === '1' ? 's' : ''} someone`,
      faces: severalFaces,
    }),
}

export type Listing = Pick<Asked, 'db' | 'networks' | 'workspaceId' | 'by' | 'cardLink' | 'now'>

/** Shared with `/roost mine`: the same list, of somebody's. */
export async function list(
  { db, networks, workspaceId, cardLink, now }: Listing,
  owner: Parameters<typeof queue>[2]['owner'],
  { none, title, faces }: { none: string; title: (count: string) => string; faces: ButtonFace[] },
): Promise<string | Words> {
  const found = await queue(db, workspaceId, { owner, most: MOST + 1 })
  if (found.length === 0) return none
  const shown = await Promise.all(
    found.slice(0, MOST).map(async (one) => ({ ...one, permalink: await cardLink(one.ticket.id) })),
  )
  const count = found.length > MOST ? `More than ${MOST}` : String(found.length)
  const first = found.length > MOST ? `${title(count)}; here are the first ${MOST}` : title(count)
  const { text, blocks } = queueWords(`${first}.`, shown, networks, now)
  return { text, blocks: [...blocks, ...(faces.length ? [actions('several', faces)] : [])] }
}
