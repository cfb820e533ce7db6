import { z } from 'zod'
import { type Connected, type Network, NetworkError } from '../network.ts'
import { NotThere } from './errors.ts'
import { type Caller, keep, signIn } from './session.ts'
import { xrpc } from './xrpc.ts'

export const connect: Network['connect'] = {
  fields: [
    { name: 'handle', asks: "The account's handle, such as lumen.bsky.social" },
    { name: 'password', asks: 'An app password that allows direct messages, not the real one', secret: true },
    { name: 'search', asks: 'Words that call us without the handle (empty: none)', optional: true },
  ],
  async check({ handle = '', password = '', search }, apiUrl): Promise<Connected> {
    const asker = { networkId: '', credentials: { password }, options: {}, apiUrl }
    const signedIn = await signIn(asker, handle.replace(/^@/, ''))
    const service = signedIn.didDoc?.service.find(({ id }) => id.endsWith('#atproto_pds'))?.serviceEndpoint
    const options = {
      ...(typeof service === 'string' && !apiUrl ? { service } : {}),
      ...(search ? { search } : {}),
    }
    const account = { ...asker, networkId: signedIn.did, options }
    await keep(account, Promise.resolve(signedIn))
    const { chat, say } = await chatOf(account)
    return {
      networkId: signedIn.did,
      name: `@${signedIn.handle}`,
      credentials: { password },
      options: { ...options, chat },
      say,
    }
  },
}

/** Whether the password opens the chat, and whether customers may write to it. */
async function chatOf(account: Caller): Promise<{ chat: 'on' | 'off'; say?: string }> {
  try {
    await xrpc(account, { name: 'chat.bsky.convo.getLog', answer: z.object({ logs: z.array(z.unknown()) }) })
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    return { chat: 'off', say: `${error.message} Until then only posts are heard.` }
  }
  const allowed = await allowIncoming(account)
  if (allowed === 'all' || allowed === undefined) return { chat: 'on' }
  return {
    chat: 'on',
    say: 'At Bluesky only those this account follows may write to it. To hear all customers: Chat, Settings, Allow new messages from Everyone.',
  }
}

/** Nobody has ever chosen where there is no record; then it is those followed. */
async function allowIncoming(account: Caller): Promise<string | undefined> {
  try {
    const { value } = await xrpc(account, {
      name: 'com.atproto.repo.getRecord',
      query: { repo: account.networkId, collection: 'chat.bsky.actor.declaration', rkey: 'self' },
      answer: z.object({ value: z.object({ allowIncoming: z.string() }) }),
    })
    return value.allowIncoming
  } catch (error) {
    if (error instanceof NotThere) return 'following'
    if (error instanceof NetworkError) return undefined
    throw error
  }
}
