import type { messages } from '../db/schema.ts'
import { languageOf } from '../rules/language.ts'
import { authorOf } from './customer.ts'
import type { Inbound } from './inbound.ts'
import type { AccountRow, Customer } from './ticket.ts'

/** The row of what a customer wrote: `facts` are what a row that overtook it does not know yet, and takes from it. */
export function inboundRow(
  account: AccountRow,
  customer: Customer,
  incoming: Inbound,
  at: Temporal.Instant,
  now: Temporal.Instant,
) {
  const { id: networkId, place, conversation, text, attachments, rating, url, inReplyTo, unanswerable } = incoming
  const facts = {
    ...{ customerId: customer.id, author: authorOf(calledThen(customer, incoming)), place, conversation },
    ...{ rating, url, inReplyTo, unanswerable, at },
  } satisfies Partial<typeof messages.$inferInsert>
  const row = {
    ...facts,
    ...{ workspaceId: account.workspaceId, accountId: account.id, networkId, direction: 'inbound' },
    ...{ text, language: languageOf(text), attachments, receivedAt: now },
  } satisfies typeof messages.$inferInsert
  return { facts, row }
}

/** By what the message itself says; one that comes late is of when they were called something else. */
function calledThen({ name, handle }: Customer, { customer }: Inbound) {
  return { name: customer.name ?? name, handle: customer.handle ?? handle }
}
