import { createHmac, randomInt } from 'node:crypto'
import type { Ground } from '../outlet.ts'
import type { WorldPerson } from '../world.ts'

/** A person's page-scoped id: digits only, the same each time. */
export function facebookId(customer: WorldPerson['id']): string {
  const digits = createHmac('sha256', 'facebook').update(customer).digest().readBigUInt64BE() % 10n ** 15n
  return `7${digits.toString().padStart(15, '0')}`
}

export function newFacebookId(): string {
  return `${randomInt(1e8, 1e9)}${randomInt(1e6, 1e7)}`
}

export function permalink(ground: Ground, id: string): string {
  return `${ground.origin}/?world=facebook#${encodeURIComponent(id)}`
}

export function graphTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, '+0000')
}
