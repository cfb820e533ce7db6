import type { Customer } from '../../tickets/ticket.ts'

/** A handle is no name to call somebody by. */
export function firstNameOf({ name }: Pick<Customer, 'name'>): string | undefined {
  return name?.trim().split(/\s+/)[0] || undefined
}
