import type { AccountRow, Customer } from '../tickets/ticket.ts'

const FIELDS = ['handle', 'name', 'id', 'network', 'account'] as const
const WRITTEN = /\{([^{}]*)\}/g

/** Whether it is a web address with at least one of the fields, and nothing else in braces. */
export function isLookUp(template: string): boolean {
  const fields = [...template.matchAll(WRITTEN)].map(([, field = '']) => field)
  const filled = template.replace(WRITTEN, 'x')
  const known = fields.length > 0 && fields.every((field) => FIELDS.some((one) => one === field))
  return known && URL.canParse(filled) && /^https?:$/.test(new URL(filled).protocol) && !/[{}\s]/.test(filled)
}

/** Where the team looks this customer up; undefined: something it needs is not known of them. */
export function lookUpUrl(
  template: string | undefined,
  customer: Pick<Customer, 'handle' | 'name' | 'networkId'>,
  account: Pick<AccountRow, 'network' | 'name'>,
): string | undefined {
  if (!template) return undefined
  const values: Record<string, string | null> = {
    ...{ handle: customer.handle, name: customer.name, id: customer.networkId },
    ...{ network: account.network, account: account.name },
  }
  const fields = [...template.matchAll(WRITTEN)].map(([, field = '']) => field)
  if (fields.some((field) => !values[field])) return undefined
  const url = template.replace(WRITTEN, (_, field: string) => encodeURIComponent((values[field] ?? '').toWellFormed()))
  // Slack takes no longer one.
  return url.length <= 3000 ? url : undefined
}
