import { expect, test } from 'vitest'
import { type Happened, notAsALock } from './as-a-lock.ts'
import type { Asked } from './presses.ts'

// The checker broken on purpose: each kind of breach is one that it names.

test('what was done in an order that a lock allows is none', () => {
  const asked = [by('U1', 'claim', 10), by('U2', 'claim', 11), by('U1', 'release', 30), by('U2', 'claim', 50)]
  const events = [did('claimed', 'U1', 12), did('released', 'U1', 32), did('claimed', 'U2', 52)]
  expect(notAsALock(events, asked)).toEqual([])
})

test('two have it at once', () => {
  const events = [did('claimed', 'U1', 12), did('claimed', 'U2', 14)]
  expect(notAsALock(events, [by('U1', 'claim', 10), by('U2', 'claim', 11)])).toEqual([
    'ticket.claimed by U2 while U1 has it',
  ])
})

test('one lets go of what is another’s, and somebody closes what is closed', () => {
  const events = [did('claimed', 'U1', 12), did('released', 'U2', 22), did('closed', 'U2', 32), did('closed', 'U1', 42)]
  const asked = [by('U1', 'claim', 10), by('U2', 'release', 20), by('U2', 'close', 30), by('U1', 'close', 40)]
  expect(notAsALock(events, asked)).toEqual([
    'ticket.released by U2 while U1 has it',
    'ticket.closed by U1 while it is closed',
  ])
})

test('something was done that nobody asked for, or not then', () => {
  expect(notAsALock([did('claimed', 'U1', 12)], [by('U2', 'claim', 10)])).toContain(
    'ticket.claimed by U1, who never asked',
  )
  expect(notAsALock([did('claimed', 'U1', 900)], [by('U1', 'claim', 10)])).toContain(
    'ticket.claimed by U1, who never asked',
  )
})

test('what was acked first came last', () => {
  const asked = [by('U1', 'close', 10), by('U2', 'claim', 5, 200)]
  const events = [did('claimed', 'U2', 100), did('closed', 'U1', 12)]
  expect(notAsALock(events, asked)).toEqual([])
  expect(notAsALock(events, [by('U1', 'close', 10), by('U2', 'claim', 50, 200)])).toEqual([
    'close by U1 was acked, and came after claim',
  ])
})

test('what was acked is neither done nor refused', () => {
  expect(notAsALock([], [by('U1', 'claim', 10)])).toEqual(['claim by U1 was acked, and neither done nor refused'])
  // Another had it only later.
  const asked = [by('U1', 'claim', 10), by('U2', 'claim', 100)]
  expect(notAsALock([did('claimed', 'U2', 102)], asked)).toEqual([
    'claim by U1 was acked, and neither done nor refused',
  ])
  // No ack came, so nobody was promised anything.
  expect(notAsALock([], [{ ...by('U1', 'claim', 10), acked: false }])).toEqual([])
})

function by(slackId: string, verb: string, from: number, to = from + 8): Asked {
  return { slackId, verb, from, to, ticket: 1001, text: '', acked: true }
}

function did(what: string, slackId: string, at: number): Happened {
  return { name: `ticket.${what}`, slackId, at, ticket: 1001, data: {} }
}
