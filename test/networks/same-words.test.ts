import { expect, test } from 'vitest'
import { sameWords } from '../../src/networks/same-words.ts'

test('what a network tells back is the same where only blanks, accents or an address’s scheme differ', () => {
  expect(
    sameWords('It  left\nyesterday: lumen.example/café ', 'It left yesterday: https://lumen.example/cafe\u0301'),
  ).toBe(true)
  expect(sameWords('It left yesterday.', 'It left yesterday')).toBe(false)
})
