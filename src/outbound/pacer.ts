import { setTimeout as wait } from 'node:timers/promises'
import type { Account, Network } from '../networks/network.ts'
import type { Deliver } from './deliver.ts'

/** Keeps to what each network's account may send a second, by a clock that nobody sets: set back, no turn would come. */
export function pacer(): Deliver['paced'] {
  const freeAt = new Map<string, number>()
  return async (network: Network, account: Account, call) => {
    const key = `${network.name}/${account.networkId}`
    const now = performance.now()
    const turn = Math.max(now, freeAt.get(key) ?? 0)
    freeAt.set(key, turn + 1000 / network.limits.perSecond)
    if (turn > now) await wait(turn - now)
    return call()
  }
}
