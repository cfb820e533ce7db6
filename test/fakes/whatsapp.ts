import { type Fake, type Given, nextId } from './fake.ts'
import { startMeta } from './meta.ts'

const own = { id: '459284181979908', name: '+39 985 993 235' }
const mira = '38486542396'

export async function start(given: Given): Promise<Fake> {
  const number = await startMeta(
    {
      ...{ name: 'whatsapp', object: 'whatsapp_business_account', own, fields: [`phone=${own.id}`] },
      entry: (text, id) => entry({ id: `wamid.${id}`, type: 'text', text: { body: text } }),
    },
    given,
  )
  return {
    ...number,
    async speaks(voice, origin) {
      const id = nextId()
      number.media.set(id, voice)
      const audio = { id, mime_type: 'audio/ogg; codecs=opus', voice: true }
      await number.delivers(entry({ id: `wamid.${id}`, type: 'audio', audio }), origin)
    },
  }
}

function entry(message: object): object {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const value = {
    ...{ messaging_product: 'whatsapp', metadata: { phone_number_id: own.id, display_phone_number: own.name } },
    contacts: [{ wa_id: mira, profile: { name: 'Mira Petrova' } }],
    messages: [{ from: mira, timestamp, ...message }],
  }
  return { changes: [{ field: 'messages', value }] }
}
