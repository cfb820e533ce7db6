import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { wordsIn } from '../src/db/searchable.ts'
import { sign, verify } from '../src/networks/custom/signature.ts'
import { languageOf } from '../src/rules/language.ts'
import { mentions } from '../src/rules/priority.ts'
import { isQuiet } from '../src/rules/quiet.ts'
import { ratingOf } from '../src/rules/rating-of.ts'
import { inertPieces, oneLine, quoted } from '../src/slack/text.ts'
import { csvLine } from '../src/stats/csv.ts'
import { fillIn, rawIn } from '../src/tickets/placeholders.ts'

const readers: [string, (text: string) => unknown][] = [
  ['a cell of an export', (text) => csvLine([text])],
  ['what a placeholder stands for', (text) => fillIn(text, {})],
  ['the placeholders that are left', rawIn],
  ['its language', languageOf],
  ['its priority', (text) => mentions(text, ['charged twice', '日本'])],
  ['a rating', ratingOf],
  ['whether it asks anything', (text) => isQuiet({ ...whole, text })],
  ['its words, to be found', wordsIn],
  ['a line', (text) => oneLine(text, 200)],
  ['a quotation', (text) => quoted(text, 700)],
  ['all of it, in pieces', (text) => inertPieces(text, 2900)],
]
const whole = {
  place: 'public' as const,
  attachments: [],
  answers: 'nobody' as const,
  us: ['lumen'],
  urgent: ['charged twice'],
}

/** What an expression goes back and forth over. */
const BITS = [
  'a',
  ' ',
  '\n',
  '@',
  '#a ',
  '<',
  'ha',
  '{',
  '{ ',
  '&',
  ';\t',
  '日',
  '5 ',
  '\u0301',
  '\u200D',
  '.',
  '👩‍👩‍👧‍👦',
]
const SHORT = 5000
const TIMES = 8

test.each(readers)('%s: eight times the text takes nowhere near 64 times as long', (_, read) => {
  const slow = BITS.filter((bit) => {
    const of = (length: number) => `x${bit.repeat(Math.ceil(length / bit.length))}?x`
    read(of(SHORT))
    const [short, long] = [took(() => read(of(SHORT))), took(() => read(of(SHORT * TIMES)))]
    return long > NOTHING && long / short > TIMES * 4
  })
  expect(slow).toEqual([])
})

test('whether a stranger has signed something is found out as fast as one digest over it', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const bytes = Buffer.alloc(1024 * 1024, 'x')
  const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
  const headers = { ...sign(secret, 'msg_1', now, ''), 'webhook-signature': 'v1,AAAA' }
  const delivery = { headers, bytes, now: now.epochMilliseconds }
  expect(verify(delivery, { secrets: [secret] })).toBe(false)
  const asked = took(() => verify(delivery, { secrets: [secret] }))
  expect(asked / took(() => createHmac('sha256', secret).update(bytes).digest('base64'))).toBeLessThan(5)
})

/** In milliseconds: too short to be told from a pause of the machine. */
const NOTHING = 20

/** The fastest of several times, in milliseconds. */
function took(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  })
  return Math.min(...times)
}
