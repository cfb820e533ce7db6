import type { Network } from './network.ts'

/** Where what is for a network may have been delivered: those whose callbacks are signed alike tell of one another's. */
export function calledFor(networks: ReadonlyMap<string, Network>, name: string): string[] {
  const keys = networks.get(name)?.webhook?.keys
  const alike = [...networks.values()].filter(({ webhook }) => keys && webhook?.keys === keys)
  return [name, ...alike.map((network) => network.name)]
}
