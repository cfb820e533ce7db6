import type { IncomingCustomer, IncomingMessage } from '../networks/network.ts'

/** A customer's message: `IncomingMessage` once it is known who wrote. */
export type Inbound = IncomingMessage & { customer: IncomingCustomer }
