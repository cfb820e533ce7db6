import type { Network } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'

/**
 * What people call a network, and who we are there. A source of the team's own is called what it was connected with: "Shop
 * chat message to Lumen" says more than "Custom message to shop-chat", under which it is found in commands and exports.
 */
export function called(network: Network, { name, options }: Pick<AccountRow, 'name' | 'options'>) {
  return { label: options.label ?? network.label, account: options.as ?? name }
}
