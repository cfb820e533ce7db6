import type { Agent } from '../../tickets/ticket.ts'
import { inert, moment } from '../text.ts'

/** "Grace is away until 14:00." */
export function awayInWords({ name, awayUntil }: Agent, now: Temporal.Instant): string {
  return `${inert(name)} is away${awayUntil ? ` until ${moment(awayUntil, now)}` : ''}.`
}
