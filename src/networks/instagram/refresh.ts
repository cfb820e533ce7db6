import { z } from 'zod'
import type { Account } from '../network.ts'
import { instagram } from './graph.ts'

/** A token of Instagram's own login lives 60 days and is renewed at half of that. One of a page does not end by time. */
export async function refresh(account: Account, now: Temporal.Instant): Promise<Record<string, string> | undefined> {
  const { token = '', renewAfter } = account.credentials
  if (!renewAfter || Temporal.Instant.compare(now, Temporal.Instant.from(renewAfter)) < 0) return undefined
  const renewed = await instagram(account, {
    path: '/refresh_access_token',
    query: { grant_type: 'ig_refresh_token', access_token: token },
    answer: z.object({ access_token: z.string().min(1), expires_in: z.number() }),
  })
  const next = now.add({ seconds: Math.floor(renewed.expires_in / 2) })
  return { ...account.credentials, token: renewed.access_token, renewAfter: next.round('second').toString() }
}
