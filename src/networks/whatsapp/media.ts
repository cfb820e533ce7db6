import { z } from 'zod'
import { graph } from '../meta/graph.ts'
import type { Network } from '../network.ts'
import { meaning } from './errors.ts'

/** The address given lives five minutes and wants the token. */
export const media: Network['media'] = {
  hosts: ['fbsbx.com', 'whatsapp.net', 'fbcdn.net'],
  async locate({ url }, account) {
    const path = `/${url.slice(url.lastIndexOf('/') + 1)}`
    const answer = z.object({ url: z.url() })
    const { url: address } = await graph(account, { label: 'WhatsApp', path, meaning, answer })
    return { url: address, headers: { authorization: `Bearer ${account.credentials.token}` } }
  },
}
