import type { Customer } from '../../tickets/ticket.ts'
import { link, named, oneLine } from '../text.ts'

/** The name in bold, which leads to them where `url` is known, and the handle beside it. */
export function knownAs({ name, handle, url }: Pick<Customer, 'name' | 'handle' | 'url'>): string {
  const beside = name && handle ? `  @${named(handle, 100)}` : ''
  return `*${link(url, named(name ?? handle ?? 'A customer'))}*${beside}`
}

/** In one line of at most 200 characters, where nothing is bold. */
export function knownPlainlyAs({ name, handle }: Pick<Customer, 'name' | 'handle'>): string | undefined {
  return oneLine([name, handle && `@${handle}`].filter(Boolean).join(' '), 200) || undefined
}
