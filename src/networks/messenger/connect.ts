import { connectPage, pageFields } from '../meta/page.ts'
import type { Connected, Network } from '../network.ts'

const events = 'messages,message_echoes,message_edits,messaging_postbacks,standby'

export const connect: Network['connect'] = {
  fields: [
    ...pageFields,
    { name: 'human_agent', asks: 'Has Meta granted the app Human Agent? yes, or empty', optional: true },
  ],
  async check(fields, api): Promise<Connected> {
    const connected = await connectPage('Messenger', fields, api, events)
    return fields.human_agent === 'yes' ? { ...connected, options: { human_agent: 'yes' } } : connected
  },
}
