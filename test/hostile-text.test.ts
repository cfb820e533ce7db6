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
const TIMES = 16

test.each(readers)('%s: sixteen times the text takes nowhere near 256 times as long', (_, read) => {
  const slow = BITS.filter((bit) => {
    const of = (length: number) => `x${bit.repeat(Math.ceil(length / bit.length))}?x`
    const [short, long] = [of(SHORT), of(SHORT * TIMES)]
    read(short)
    // As much text both times, so that a busy machine holds up both alike.
    const [often, once] = took(
      () => repeated(TIMES, () => read(short)),
      () => read(long),
    )
    return once > NOTHING && once / often > TIMES / 3
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
  const [asked, digested] = took(
    () => verify(delivery, { secrets: [secret] }),
    () => createHmac('sha256', secret).update(bytes).digest('base64'),
  )
  expect(asked / digested).toBeLessThan(5)
})

/** In milliseconds: too short to be told from a pause of the machine. */
const NOTHING = 20

function repeated(times: number, work: () => unknown): void {
  for (let time = 0; time < times; time += 1) work()
}

/** Each one's fastest of several times in turn, in milliseconds. */
function took(one: () => unknown, other: () => unknown): [number, number] {
  const fastest: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let time = 0; time < 5; time += 1)
    for (const [index, work] of [one, other].entries()) {
      const began = performance.now()
      work()
      fastest[index] = Math.min(fastest[index] ?? 0, performance.now() - began)
    }
  return fastest
}
