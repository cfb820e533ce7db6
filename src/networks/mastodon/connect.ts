import { z } from 'zod'
import { whole } from '../loosely.ts'
import { type Connected, type Network, NetworkError } from '../network.ts'
import * as payload from './payload.ts'
import { type Caller, rest } from './rest.ts'

export const connect: Network['connect'] = {
  fields: [
    { name: 'instance', asks: "The account's server, such as mastodon.social" },
    { name: 'token', asks: 'An access token with read and write, from Preferences, Development', secret: true },
    { name: 'search', asks: 'Words that call us without the handle (empty: none)', optional: true },
  ],
  async check({ instance = '', token = '', search }, apiUrl): Promise<Connected> {
    const server = originOf(instance)
    const caller = { credentials: { token }, options: { instance: server }, apiUrl }
    const known = await rest(caller, { path: '/api/v1/accounts/verify_credentials', answer: payload.account })
    const host = new URL(server).host
    return {
      networkId: `${known.id}@${host}`,
      name: `@${known.acct}@${host}`,
      credentials: { token },
      options: {
        instance: server,
        ...(known.avatar && URL.canParse(known.avatar) ? { media: new URL(known.avatar).origin } : {}),
        ...(search ? { search } : {}),
        ...(await limitsOf(caller)),
      },
      say: await policyOf(caller),
    }
  },
}

function originOf(instance: string): string {
  const address = /^https?:\/\//.test(instance) ? instance : `https://${instance}`
  if (!instance || !URL.canParse(address))
    throw new NetworkError('The instance is the name of the server, such as mastodon.social.', { permanent: true })
  return new URL(address).origin
}

const server = z.object({
  configuration: z.object({
    statuses: z.object({
      max_characters: whole,
      characters_reserved_per_url: whole.catch(23).default(23),
      max_media_attachments: whole.optional().catch(undefined),
    }),
    media_attachments: z.object({ image_size_limit: whole.optional() }).optional().catch(undefined),
  }),
  api_versions: z
    .object({ mastodon: whole.default(0) })
    .optional()
    .catch(undefined),
})

/** Undefined for servers of other software that do not tell: Mastodon's own limits count then. */
async function limitsOf(caller: Caller): Promise<Record<string, string>> {
  const told = await asked(rest(caller, { path: '/api/v2/instance', answer: server }))
  if (!told) return {}
  const { max_characters, characters_reserved_per_url, max_media_attachments: pictures } = told.configuration.statuses
  const pictureBytes = told.configuration.media_attachments?.image_size_limit
  const quotes = (told.api_versions?.mastodon ?? 0) >= 7
  return {
    characters: `${max_characters}`,
    link: `${characters_reserved_per_url}`,
    ...(pictures === undefined ? {} : { pictures: `${pictures}` }),
    ...(pictureBytes === undefined ? {} : { pictureBytes: `${pictureBytes}` }),
    ...(quotes ? { quotes: 'on' } : {}),
  }
}

/** What is set aside is asked for all the same; what is dropped never comes to be. */
async function policyOf(caller: Caller): Promise<string | undefined> {
  const policy = await asked(
    rest(caller, { path: '/api/v2/notifications/policy', answer: z.record(z.string(), z.unknown()) }),
  )
  const dropped = Object.entries(from).flatMap(([name, whom]) => (policy?.[name] === 'drop' ? [whom] : []))
  if (dropped.length === 0) return undefined
  return `The server drops what comes from ${dropped.join(', ')}: it never arrives. Change "Ignore" to "Accept" under Preferences, Notifications.`
}

const from = {
  for_not_following: 'people this account does not follow',
  for_not_followers: 'people who do not follow it',
  for_new_accounts: 'new accounts',
  for_private_mentions: 'unsolicited private mentions',
  for_limited_accounts: 'accounts its moderators have limited',
}

/** Not every server has everything; none of it is needed to connect. */
async function asked<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof NetworkError) return undefined
    throw error
  }
}
