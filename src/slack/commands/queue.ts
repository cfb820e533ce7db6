import { queue } from '../../tickets/queue.ts'
import { queueWords } from '../render/queue.ts'
import type { Asked, Command } from './command.ts'

/** A message holds 50 blocks; the most pressing are what one needs. */
const MOST = 20

export const queueCommand: Command = {
  name: 'queue',
  help: 'Tickets that nobody has, the most pressing first.',
  run: (asked) => list(asked, 'nobody', 'Nobody is waiting for someone right now.', (n) => `${n} need someone`),
}

/** Shared with `/roost mine`: the same list, of somebody's. */
export async function list(
  { db, networks, workspaceId, cardLink, now }: Asked,
  owner: Parameters<typeof queue>[2]['owner'],
  none: string,
  title: (count: string) => string,
) {
  const found = await queue(db, workspaceId, { owner, most: MOST + 1 })
  if (found.length === 0) return none
  const shown = await Promise.all(
    found.slice(0, MOST).map(async (one) => ({ ...one, permalink: await cardLink(one.ticket.id) })),
  )
  const count = found.length > MOST ? `More than ${MOST}` : String(found.length)
  const first = found.length > MOST ? `${title(count)}; here are the first ${MOST}` : title(count)
  return queueWords(`${first}.`, shown, networks, now)
}
