import type { KnownBlock } from '@slack/types'
import { type Ask, queue } from '../../tickets/queue.ts'
import { actions } from '../blocks.ts'
import { queueWords } from '../render/queue.ts'
import type { Looking } from './part.ts'

/** The first lines of a list of tickets, and a button for all of them when there are more. */
export async function listed(
  { db, networks, workspaceId, now, most }: Looking,
  title: string,
  owner: Ask['owner'],
  all: string,
): Promise<{ blocks: KnownBlock[]; count: number }> {
  const found = await queue(db, workspaceId, { owner, most: most + 1 })
  const { blocks } = queueWords(title, found.slice(0, most), networks, now)
  const more = found.length > most ? [actions(all, [{ id: all, label: 'Show All', value: '0' }])] : []
  return { blocks: [...blocks, ...more], count: found.length }
}
