import type { Network } from '../networks/network.ts'
import type { AccountRow, Ticket } from '../tickets/ticket.ts'
import type { Networks } from './card-facts.ts'
import { oneLine } from './text.ts'

/**
 * What people call a network, and who we are there. A source of the team's own is called what it was connected with: "Shop
 * chat message to Lumen" says more than "Custom message to shop-chat", under which it is found in commands and exports.
 */
export function called(network: Network, { name, options }: Pick<AccountRow, 'name' | 'options'>) {
  return { label: options.label ?? network.label, account: options.as ?? name }
}

/** "Shop chat message to Lumen", on a line of a list. */
export function whereabouts(
  networks: Networks,
  account: Pick<AccountRow, 'network' | 'name' | 'options'>,
  place: Ticket['place'],
): string {
  const network = networks.get(account.network)
  if (!network) return oneLine(account.name, LONG)
  const names = called(network, account)
  return `${oneLine(names.label, LONG)} ${network.nouns[place]} to ${oneLine(names.account, LONG)}`
}

const LONG = 60
