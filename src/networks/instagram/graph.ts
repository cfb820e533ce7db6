import type { z } from 'zod'
import { type GraphCall, graph, graphAddress } from '../meta/graph.ts'
import type { Account } from '../network.ts'

const instagramAddress = 'https://graph.instagram.com/v25.0'

/** Instagram's own login and the login by a linked Facebook page ask in two places, for the same. */
export function productOf(account: Pick<Account, 'options'>) {
  const address = account.options.login === 'facebook' ? graphAddress : instagramAddress
  return { label: 'Instagram', platform: 'instagram', address } as const
}

export function instagram<T extends z.ZodType>(
  account: Account,
  ask: Omit<GraphCall<T>, 'label' | 'address'>,
): Promise<z.output<T>> {
  return graph(account, { ...productOf(account), ...ask })
}
