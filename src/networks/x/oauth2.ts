import { z } from 'zod'
import { call, refused } from '../http.ts'
import { whole } from '../loosely.ts'
import { type Account, NetworkError } from '../network.ts'

export const address = 'https://api.x.com'

const early = Temporal.Duration.from({ minutes: 15 })

/** Two hours at a time. The key to the next two is new each time too, and the one before it opens nothing any more. */
export async function refresh(account: Pick<Account, 'credentials' | 'apiUrl'>, now: Temporal.Instant) {
  const { client, expiresAt } = account.credentials
  if (!client) return undefined
  if (expiresAt && Temporal.Instant.compare(now.add(early), Temporal.Instant.from(expiresAt)) < 0) return undefined
  return renewed(account, now)
}

export async function renewed(
  { credentials, apiUrl }: Pick<Account, 'credentials' | 'apiUrl'>,
  now: Temporal.Instant,
): Promise<Record<string, string>> {
  const { client = '', clientSecret, refresh = '' } = credentials
  const request = {
    label: 'X',
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(clientSecret
        ? { authorization: `Basic ${Buffer.from(`${client}:${clientSecret}`).toString('base64')}` }
        : {}),
    },
    body: `${new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refresh, client_id: client })}`,
  } as const
  const told = await call(`${apiUrl ?? address}/2/oauth2/token`, request)
  const read = answer.safeParse(told.json)
  if (told.status === 400 || told.status === 401)
    throw new NetworkError('X no longer renews the access of this account. Authorize it anew and connect it again.', {
      account: true,
    })
  if (told.status !== 200 || !read.success) throw refused(request, told)
  const { access_token, refresh_token, expires_in } = read.data
  const expiresAt = now.add({ seconds: expires_in }).toString()
  return { ...credentials, access: access_token, refresh: refresh_token ?? refresh, expiresAt }
}

const answer = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: whole.catch(7200).default(7200),
})
