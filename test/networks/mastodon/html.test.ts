import { expect, test } from 'vitest'
import { wordsOf } from '../../../src/networks/mastodon/html.ts'

test.each(['constructor', 'toString', '__proto__', 'hearts'])(
  'what no character is called, &%s;, stays as it is',
  (name) => {
    expect(wordsOf(`<p>hi &${name}; &amp;</p>`)).toBe(`hi &${name}; &`)
  },
)
