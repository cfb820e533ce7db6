import { z } from 'zod'
import { id } from '../loosely.ts'
import { type Connected, type Network, NetworkError } from '../network.ts'
import { renewed } from './oauth2.ts'
import { type Caller, rest } from './rest.ts'

export const connect: Network['connect'] = {
  fields: [
    { name: 'key', asks: "The app's API key (empty: OAuth 2)", secret: true, optional: true },
    { name: 'secret', asks: "The app's API key secret, which also signs deliveries", secret: true, optional: true },
    { name: 'token', asks: "The account's access token", secret: true, optional: true },
    { name: 'tokenSecret', asks: "The account's access token secret", secret: true, optional: true },
    { name: 'client', asks: "With OAuth 2, the app's client id", optional: true },
    { name: 'clientSecret', asks: 'With OAuth 2, the client secret, if it has one', secret: true, optional: true },
    { name: 'refresh', asks: "With OAuth 2, the account's refresh token", secret: true, optional: true },
    { name: 'search', asks: 'Words that call us without the handle (empty: none)', optional: true },
  ],
  async check({ search, ...fields }, apiUrl): Promise<Connected> {
    const given = Object.fromEntries(Object.entries(fields).filter(([name, value]) => ours.has(name) && value))
    const credentials = await usable(given, apiUrl)
    const caller = { credentials, apiUrl }
    const { data } = await rest(caller, { path: '/2/users/me', answer: me })
    const { messages, say } = await messagesOf(caller)
    const options = { messages, ...(search ? { search } : {}) }
    return { networkId: data.id, name: `@${data.username}`, credentials, options, say }
  },
}

const ours = new Set(['key', 'secret', 'token', 'tokenSecret', 'client', 'clientSecret', 'refresh'])

const me = z.object({ data: z.object({ id, username: z.string() }) })

/** The refresh token is spent by its first use, so what is kept is the one that came for it. */
async function usable(given: Record<string, string>, apiUrl: string | undefined): Promise<Record<string, string>> {
  if (given.key && given.secret && given.token && given.tokenSecret) return given
  if (given.client && given.refresh) return renewed({ credentials: given, apiUrl }, Temporal.Now.instant())
  throw new NetworkError('X needs key, secret, token and tokenSecret, or the OAuth 2 pair client and refresh.', {
    permanent: true,
  })
}

async function messagesOf(caller: Caller): Promise<{ messages: 'on' | 'off'; say?: string }> {
  try {
    await rest(caller, { path: '/2/dm_events', query: { max_results: '1' }, answer: z.unknown() })
    return { messages: 'on' }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    return { messages: 'off', say: `${error.message} Until then only posts are heard.` }
  }
}
