import { connectPage, pageFields } from '../meta/page.ts'
import type { Network } from '../network.ts'

export const connect: Network['connect'] = {
  fields: pageFields,
  check: (fields, api) => connectPage('Facebook', fields, api, 'feed,mention,ratings,messages,message_echoes'),
}
