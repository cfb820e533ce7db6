import { actions, section } from '../blocks.ts'
import { severalFaces } from '../lists/listing.ts'
import { listed } from './listed.ts'
import type { Part } from './part.ts'

/** What nobody has, what is due first, first. */
export const unclaimed: Part = async (looking) => {
  const { blocks, count } = await listed(looking, 'Needs someone', 'nobody', 'list-unclaimed')
  if (count === 0) return [section('*Needs someone*\nNobody is waiting for someone.')]
  const next = { id: 'claim-next', label: 'Claim Next', value: '', primary: looking.by.welcomedAt !== null }
  return [...blocks, actions('unclaimed', [next, ...severalFaces])]
}
