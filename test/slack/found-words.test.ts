import fc from 'fast-check'
import { expect, test } from 'vitest'
import { message as messageSchema } from '../../src/sandbox/slack/block-kit.ts'
import { foundWords } from '../../src/slack/find/found-words.ts'
import type { Looked } from '../../src/slack/find/look-up.ts'
import { after, nine } from '../company.ts'
import { words } from '../desk.ts'

test('whatever somebody is called, wrote and is looked for by, Slack takes the list', () => {
  const wild = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.constantFrom('<&>'.repeat(2000), '\0', ''))
  fc.assert(
    fc.property(wild, wild, wild, (name, text, looked) => {
      const { text: said, blocks } = foundWords(found(name, text, looked.slice(0, 200)), new Map(), after(1))
      expect(said).not.toMatch(/<(?!https?:)/)
      expect(messageSchema.safeParse(blocks).error?.issues ?? []).toEqual([])
      expect(blocks.length).toBeLessThanOrEqual(50)
    }),
    { numRuns: 50 },
  )
})

test('of a long message what was looked for is shown', () => {
  const text = `${'Nothing here. '.repeat(40)}The lamp broke. ${'Nothing there. '.repeat(40)}`
  expect(words(foundWords(found('Mira', text, 'lamp'), new Map(), after(1)))).toContain('The lamp broke.')
})

function found(name: string, text: string, looked: string): Looked {
  const at = { openedAt: nine, closedAt: null, claimedBy: null }
  const one = {
    ...{ ticket: { id: 1042, place: 'private', ...at }, customer: { name, handle: null }, owner: 'Grace' },
    ...{ account: { network: 'custom', name: 'Lumen', options: {} }, permalink: undefined },
    message: {
      id: 7,
      at: nine,
      direction: 'inbound',
      text,
      attachments: [],
      attached: [],
      rating: null,
      deletedAt: null,
    },
  }
  const all = Array.from({ length: 11 }, (_, n) => ({ ...one, ticket: { ...one.ticket, id: 1042 + n } }))
  return { words: looked, found: all, older: { at: nine, id: 7 }, later: false } as unknown as Looked
}
