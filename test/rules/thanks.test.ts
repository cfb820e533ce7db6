import { expect, test } from 'vitest'
import { isThanks } from '../../src/rules/thanks.ts'

const words = ['thanks', 'thank you', 'merci']

test.each(['Thanks!!', 'Thank you so much 🙏', 'merci', '❤️', 'Thanks a lot, thanks'])('“%s” is only thanks', (text) => {
  expect(isThanks(text, words)).toBe(true)
})

test.each(['Thanks, and where is it?', '?', '', 'So much for that', `Thanks!${' '.repeat(100_000)}Mira`])(
  '“%.40s” is more than thanks',
  (text) => {
    expect(isThanks(text, words)).toBe(false)
  },
)
