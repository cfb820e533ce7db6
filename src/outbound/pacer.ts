import Bottleneck from 'bottleneck'
import type { Account, Network } from '../networks/network.ts'
import type { Deliver } from './deliver.ts'

/** Keeps to what each network's account may send a second. */
export function pacer(): Deliver['paced'] {
  const lanes = new Map<string, Bottleneck>()
  return (network: Network, account: Account, call) => {
    const key = `${network.name}/${account.networkId}`
    const lane = lanes.get(key) ?? new Bottleneck({ minTime: Math.ceil(1000 / network.limits.perSecond) })
    lanes.set(key, lane)
    return lane.schedule(call)
  }
}
