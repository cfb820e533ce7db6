import { sign } from '../src/networks/custom/signature.ts'

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export interface SignedDelivery {
  path: string
  headers: Record<string, string>
  body: string
}

/** A message of a customer, signed as a shop signs it. */
export function delivery(
  id: string,
  told: { account?: string; customer?: string; text?: string } = {},
): SignedDelivery {
  const { account = 'shop', customer = id, text = `Where is my order #${id}?` } = told
  const now = Temporal.Now.instant()
  const body = JSON.stringify({
    type: 'message.created',
    timestamp: now.toString(),
    data: { id, text, customer: { id: customer, name: `Mira ${customer}` } },
  })
  const headers = { 'content-type': 'application/json', ...sign(SECRET, id, now, body) }
  return { path: `/webhooks/custom/${account}`, headers, body }
}
