import { readJson } from '../json.ts'
import { change, delivery } from '../meta/payload.ts'
import type { Incoming } from '../network.ts'
import { unreadable } from '../unreadable.ts'
import { echo, message } from './message.ts'
import * as payload from './payload.ts'
import { status } from './status.ts'

/** A delivery is a batch: entries, changes, and in each messages or statuses of one of our numbers. */
export function parse({ body }: { body: string }): Incoming[] {
  const json = readJson(body)
  if (json === undefined) return [{ is: 'unreadable', why: 'the body is not JSON' }]
  const read = delivery.safeParse(json)
  if (!read.success) return [unreadable('delivery', read.error)]
  if (read.data.object !== 'whatsapp_business_account')
    return [{ is: 'unreadable', why: `unknown object: ${read.data.object}` }]
  return read.data.entry.flatMap((json) => {
    const read = payload.entry.safeParse(json)
    return read.success ? read.data.changes.flatMap(changed) : [unreadable('entry', read.error)]
  })
}

function changed(json: unknown): Incoming[] {
  const read = change.safeParse(json)
  if (!read.success) return [unreadable('change', read.error)]
  const { field, value } = read.data
  if (field === 'messages' || field === 'smb_message_echoes') return members(value)
  return ignored.has(field) ? [] : [{ is: 'unreadable', why: `unknown field: ${field}` }]
}

function members(json: unknown): Incoming[] {
  const read = payload.value.safeParse(json)
  if (!read.success) return [unreadable('messages', read.error)]
  const { metadata, contacts, messages, message_echoes, statuses, errors } = read.data
  const account = metadata.phone_number_id
  if (messages.length + message_echoes.length + statuses.length + errors.length === 0)
    return [{ is: 'unreadable', why: 'messages: neither messages nor statuses' }]
  return [
    ...messages.flatMap((json) => message(json, contacts, account)),
    ...message_echoes.flatMap((json) => echo(json, account)),
    ...statuses.flatMap((json) => status(json, account)),
    // Something of the number itself is wrong, and the operator can see to it.
    ...errors.map(({ code, title }): Incoming => ({ is: 'unreadable', why: `WhatsApp reports ${code}: ${title}` })),
  ]
}

/** About the business, its templates and its calls; none of them is a customer's word. */
const ignored = new Set([
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'account_update',
  'business_capability_update',
  'calls',
  'flows',
  'history',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'messaging_handovers',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'smb_app_state_sync',
  'template_category_update',
  'user_preferences',
])
