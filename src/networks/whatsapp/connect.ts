import { z } from 'zod'
import { id } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import { subscribe } from '../meta/page.ts'
import { type Connected, type Network, NetworkError } from '../network.ts'
import { meaning } from './errors.ts'

export const connect: Network['connect'] = {
  fields: [
    { name: 'phone', asks: "The phone number's id (not the number)" },
    { name: 'token', asks: "The system user's access token", secret: true },
    { name: 'business', asks: "The business account's id, to subscribe it (empty: already done)", optional: true },
    { name: 'template', asks: 'For closed conversations: a template with one gap, as name:language', optional: true },
  ],
  async check({ phone = '', token = '', business, template }, apiUrl): Promise<Connected> {
    if (template && !/^[a-z0-9_]+:[A-Za-z_]+$/.test(template))
      throw new NetworkError('The template is given as name:language, such as support_reply:en.', { permanent: true })
    const account = { credentials: { token }, apiUrl }
    const path = `/${encodeURIComponent(phone)}`
    const query = { fields: 'id,display_phone_number,verified_name' }
    const known = await graph(account, { label: 'WhatsApp', path, query, meaning, answer })
    return {
      networkId: known.id,
      name: known.verified_name ?? known.display_phone_number,
      credentials: { token },
      options: template ? { template } : {},
      say: business ? await subscribe('WhatsApp', business, account, 'messages') : undefined,
    }
  },
}

const answer = z.object({ id, display_phone_number: z.string(), verified_name: z.string().optional() })
