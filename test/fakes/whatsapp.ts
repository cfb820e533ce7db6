import type { Given } from './fake.ts'
import { startMeta } from './meta.ts'

const own = { id: '459284181979908', name: '+39 985 993 235' }
const mira = '38486542396'

export const start = (given: Given) =>
  startMeta(
    {
      ...{ name: 'whatsapp', object: 'whatsapp_business_account', own, fields: [`phone=${own.id}`] },
      entry: (text, id) => ({ changes: [{ field: 'messages', value: value(text, id) }] }),
    },
    given,
  )

function value(text: string, id: string) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  return {
    ...{ messaging_product: 'whatsapp', metadata: { phone_number_id: own.id, display_phone_number: own.name } },
    contacts: [{ wa_id: mira, profile: { name: 'Mira Petrova' } }],
    messages: [{ from: mira, id: `wamid.${id}`, timestamp, type: 'text', text: { body: text } }],
  }
}
