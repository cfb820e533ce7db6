import type { IncomingCustomer } from '../network.ts'
import type { User } from './payload.ts'

export function customer(id: string, users: User[]): IncomingCustomer {
  const known = users.find((user) => user.id === id)
  return {
    id,
    name: known?.name,
    handle: known?.username,
    pictureUrl: known?.profile_image_url || undefined,
    url: `https://x.com/${known?.username ?? `i/user/${id}`}`,
    followers: known?.public_metrics?.followers_count,
  }
}
