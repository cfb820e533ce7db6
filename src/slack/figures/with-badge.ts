import type { Networks } from '../card-facts.ts'

/** The networks that show customers how fast an account answers. */
export function withBadge(networks: Networks): string[] {
  return [...networks.values()].filter(({ badge }) => badge).map(({ name }) => name)
}
