import { z } from 'zod'
import { graph } from '../meta/graph.ts'
import { id } from '../meta/payload.ts'
import { type Connected, type Network, NetworkError } from '../network.ts'

export const connect: Network['connect'] = {
  fields: [
    { name: 'page', asks: "The page's id" },
    { name: 'token', asks: "The page's access token", secret: true },
  ],
  async check({ page = '', token = '' }, apiUrl): Promise<Connected> {
    const account = { credentials: { token }, apiUrl }
    const query = { fields: 'id,name' }
    const known = await graph(account, { label: 'Facebook', path: `/${encodeURIComponent(page)}`, query, answer })
    return {
      networkId: known.id,
      name: known.name,
      credentials: { token },
      say: await subscribe(known.id, account),
    }
  },
}

const answer = z.object({ id, name: z.string() })

/** Without this last of three subscriptions a page is silent; it may also be made by hand, so it is no condition. */
async function subscribe(page: string, account: Parameters<typeof graph>[0]): Promise<string | undefined> {
  const json = { subscribed_fields: 'feed,mention,ratings,messages,message_echoes' }
  try {
    await graph(account, {
      label: 'Facebook',
      method: 'POST',
      path: `/${page}/subscribed_apps`,
      json,
      answer: z.unknown(),
    })
    return undefined
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    return `${error.message} The page was not subscribed to the app, so it may send nothing: see networks/facebook/README.md.`
  }
}
