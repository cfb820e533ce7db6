import type { IncomingCustomer } from '../network.ts'

/** Who wrote it, in either shape, or undefined where Facebook keeps it to itself. */
export function author(value: {
  from?: { id: string; name?: string }
  sender_id?: string
  sender_name?: string
}): IncomingCustomer | undefined {
  const id = value.from?.id ?? value.sender_id
  return id === undefined ? undefined : { id, name: value.from?.name ?? value.sender_name }
}

/** Someone without an id can still be answered; each thread has its own, so that two of them never share a ticket. */
export function stranger(thread: string): IncomingCustomer {
  return { id: `unknown:${thread}`, name: 'Facebook user' }
}
