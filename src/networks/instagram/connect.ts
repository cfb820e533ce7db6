import { z } from 'zod'
import { id } from '../loosely.ts'
import { subscribe } from '../meta/page.ts'
import { type Connected, type Network, NetworkError } from '../network.ts'
import { instagram, productOf } from './graph.ts'

export const connect: Network['connect'] = {
  fields: [
    { name: 'id', asks: "The professional account's id" },
    { name: 'token', asks: 'Its access token', secret: true },
    { name: 'login', asks: 'Where the token is from: instagram (empty) or facebook, by a linked page', optional: true },
    { name: 'human_agent', asks: 'Has Meta granted the app Human Agent? yes, or empty', optional: true },
  ],
  async check({ id: networkId = '', token = '', human_agent, ...said }, apiUrl, kept): Promise<Connected> {
    const login = said.login ?? (await kept?.(networkId))?.login ?? 'instagram'
    if (login !== 'instagram' && login !== 'facebook')
      throw new NetworkError('The login is instagram or facebook.', { permanent: true })
    const options: Record<string, string> = human_agent === 'yes' ? { login, human_agent } : { login }
    const account = { networkId, name: '', credentials: { token }, options, apiUrl }
    const query = { fields: 'id,username' }
    const known = await instagram(account, { path: `/${encodeURIComponent(networkId)}`, query, answer })
    return {
      networkId,
      name: known.username,
      credentials: login === 'instagram' ? { token, renewAfter: tomorrow() } : { token },
      options,
      // By Facebook's login the linked page is subscribed, together with its own events.
      say:
        login === 'instagram'
          ? await subscribe('Instagram', networkId, account, events, productOf(account).address)
          : undefined,
    }
  },
}

const answer = z.object({ id, username: z.string() })
const events = 'comments,live_comments,messages,message_edit,messaging_postbacks,standby'

/** A token of Instagram's own login is renewed at the earliest a day after it was made. */
function tomorrow(): string {
  return Temporal.Now.instant().add({ hours: 24 }).round('second').toString()
}
