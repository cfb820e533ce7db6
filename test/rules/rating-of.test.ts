import { expect, test } from 'vitest'
import { ratingOf } from '../../src/rules/rating-of.ts'

test.each([
  ['5', 5],
  ['1.', 1],
  [' 4 / 5 ', 4],
  ['3 stars', 3],
  ['２', 2],
  ['٥', 5],
  ['४', 4],
  ['⭐⭐⭐⭐', 4],
  ['4⭐', 4],
  ['👍🏽', 5],
  ['👍👍', 5],
  ['❤️', 5],
  ['🙂', 4],
  ['👎', 1],
])('“%s” is a %i', (text, rating) => {
  expect(ratingOf(text)).toBe(rating)
})

test.each([
  '',
  '0',
  '6',
  '10',
  '5 days and nothing has come',
  '1, nobody helped me',
  'Where is order 5?',
  `5${' '.repeat(1_000_000)}x`,
  '5?',
  'thanks!',
  '🤔',
  '👍👎',
  '2 mugs please',
])('“%s” is something else', (text) => {
  expect(ratingOf(text)).toBeUndefined()
})
