import { expect, test } from 'vitest'
import { closesAt } from '../../src/sla/closes-at.ts'
import type { TicketFacts } from '../../src/sla/promises-of.ts'
import { at, ticket } from './tickets.ts'

const answered = ticket({ waitingSince: null, firstReplyAt: at('09:20') })
const threeDays = Temporal.Duration.from({ hours: 72 })

test('a ticket whose customer stays silent for three days closes by itself', () => {
  expect(closing(answered)).toBe('2024-01-20T09:20:00Z')
  expect(closing({ ...answered, answered: { since: at('11:00'), at: at('11:30') } })).toBe('2024-01-20T11:30:00Z')
  expect(closing(ticket({ waitingSince: null, excusedAt: at('09:10') }))).toBe('2024-01-20T09:10:00Z')
})

test('it stays open while somebody waits, while an agent promised to come back, and where nothing is set', () => {
  expect(closing(ticket())).toBe(undefined)
  expect(closing({ ...answered, promisedAt: at('16:00') })).toBe(undefined)
  expect(closing({ ...answered, closedAt: at('16:00') })).toBe(undefined)
  expect(closesAt(answered, null)).toBe(null)
})

test('a snoozed ticket is not closed before it wakes', () => {
  expect(closing({ ...answered, snoozedUntil: at('2024-01-25T09:00') })).toBe('2024-01-25T09:00:00Z')
  expect(closing({ ...answered, snoozedUntil: at('12:00') })).toBe('2024-01-20T09:20:00Z')
})

function closing(facts: TicketFacts) {
  return closesAt(facts, threeDays)?.toString()
}
