import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holding, mayHold, searchable } from '../../src/db/searchable.ts'
import { sql } from '../../src/db/sql.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('whether a text may hold a word', (database) => {
  test('is never denied where the word is found, however it is written', async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(written, async ({ word, text, author }) => {
        const { holds, may } = await judged(text, author, word)
        if (holds) found += 1
        expect({ text, author, word, may: may || !holds }).toEqual({ text, author, word, may: true })
      }),
      { numRuns: 500 },
    )
    expect(found).toBeGreaterThan(50)
  })

  test.each([
    ['Der Kühlschrank ist kaputt', 'kühl', true],
    ['包裹在哪里', '包裹', true],
    ['It’s broken', 'it’s', true],
    ['MY ORDER', 'order', true],
    ['İADE', 'iade', true],
    ['Where is my order?', 'lamp', false],
  ])('%j, %j: %j', async (text, word, may) => {
    expect((await judged(text, null, word)).may).toBe(may)
  })

  async function judged(text: string, author: string | null, word: string) {
    const [one, by] = [sql`one.text`, sql`one.author`]
    const [row] = await database()
      .db.select({
        holds: sql<boolean>`${searchable(one, by)} @@ ${holding([word])}`,
        may: sql<boolean>`${mayHold(one, by, [word])}`,
      })
      .from(sql`(values (${text}::text, ${author}::text)) as one (text, author)`)
    if (!row) throw new Error('There was no answer')
    return row
  }
})

/** As people, keyboards and the systems between them write a letter: large, small, as another sign of the same name. */
const VARIANTS: Record<string, string[]> = { i: ['i', 'I', 'İ', 'ı'], k: ['k', 'K', 'K'], s: ['s', 'S', 'ſ'] }

const letter = fc.constantFrom(...'aiksm7')
const words = fc.string({ unit: letter, minLength: 1, maxLength: 5 }).filter((word) => !/^\d/.test(word))
const between = fc.string({ unit: fc.constantFrom(..."aik7 -_'’.@#\\&;ßéั包ﬁ"), maxLength: 6 })
const written = fc
  .tuple(words, fc.infiniteStream(fc.nat(50)), fc.array(between, { minLength: 2, maxLength: 3 }), fc.option(between))
  .map(([word, by, around, author]) => ({ word, text: around.join(asSomebodyWrites(word, by)), author }))

function asSomebodyWrites(word: string, by: Iterator<number>): string {
  const next = () => Number(by.next().value)
  return [...word]
    .map((one) => {
      const variants = VARIANTS[one] ?? [one, one.toUpperCase()]
      return `${variants[next() % variants.length]}${next() === 0 ? 'ั' : ''}`
    })
    .join('')
}
