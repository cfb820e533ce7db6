import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillIn, PLACEHOLDERS, rawIn, unknownIn } from '../../src/tickets/placeholders.ts'

const all = { 'first name': 'Mira', ticket: '#1042', agent: 'Grace', account: 'Lumen' }

test('each placeholder says what it stands for, however it is written', () => {
  expect(fillIn('Hi {first name}, {ticket} is with {Agent} at { account }.', all)).toBe(
    'Hi Mira, #1042 is with Grace at Lumen.',
  )
})

test.each([
  ['Hi {first name}, it left.', 'Hi, it left.'],
  ['{first name}, it left.', 'It left.'],
  ['Dear {first name|customer}!', 'Dear customer!'],
  ['Thanks {first name}', 'Thanks'],
  ['One\n{first name}: two', 'One\nTwo'],
  ['for {first name} and all', 'for and all'],
])('a customer without a name: %j reads %j', (text, says) => {
  expect(fillIn(text, {})).toBe(says)
})

test('a value that looks like a placeholder stays what it is', () => {
  expect(fillIn('Hi {first name}, from {agent}', { ...all, 'first name': '{agent}' })).toBe('Hi {agent}, from Grace')
})

test('a slip in braces is known before it is saved, and a placeholder that is left before it is sent', () => {
  expect(unknownIn('Hi {fist name}, {ticket} {fist name}')).toEqual(['fist name'])
  expect(rawIn('Hi {First Name}, it is {nice} {ticket|x}')).toEqual(['First Name', 'ticket'])
})

test('whatever is written and known, no placeholder is left', () => {
  const piece = fc.oneof(
    fc.constantFrom(...PLACEHOLDERS).map((name) => `{${name}}`),
    fc.constantFrom('{first name|there}', ' ', '\n', ', '),
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll(/[{}]/g, '')),
  )
  const values = fc.record(Object.fromEntries(PLACEHOLDERS.map((name) => [name, fc.constantFrom('', 'Mira')])))
  fc.assert(
    fc.property(fc.array(piece), values, (pieces, values) => {
      const filled = fillIn(pieces.join(''), values)
      expect(rawIn(filled)).toEqual([])
      expect(filled).not.toContain('\0')
    }),
  )
})
