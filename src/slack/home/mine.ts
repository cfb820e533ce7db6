import { section } from '../blocks.ts'
import { listed } from './listed.ts'
import type { Part } from './part.ts'

/** The agent's own tickets, what is due first, first. */
export const mine: Part = async (looking) => {
  const { blocks, count } = await listed(looking, 'Yours', looking.by, 'list-mine')
  return count > 0 ? blocks : [section('*Yours*\nYou have no open tickets.')]
}
