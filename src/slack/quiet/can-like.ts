import type { AccountRow } from '../../tickets/ticket.ts'
import type { Networks } from '../card-facts.ts'

/** Quiet messages are public ones. */
export function canLike(networks: Networks, { network }: Pick<AccountRow, 'network'>): boolean {
  return networks.get(network)?.can.like?.includes('public') ?? false
}
