import { expect, test } from 'vitest'
import { wordsOf } from '../../../src/networks/x/words.ts'

test('a link stands as it was written, whatever stands in it', () => {
  const links = ["$'", '$`', '$&', '$$'].map((part) => `https://a.example/${part.repeat(40)}`)
  const urls = links.map((expanded_url, place) => ({ url: `https://t.co/abcdefgh${place}`, expanded_url }))
  const text = urls.map(({ url }) => url).join(' ')
  expect(wordsOf({ text, entities: { mentions: [], urls } })).toBe(links.join(' '))
})
