import { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { described } from '../src/log.ts'

test('of what a database refuses, the log does not say the value', async () => {
  const client = await PGlite.create()
  const refused = await client.query('select $1::text::integer', ['Where is my order?']).catch((error) => error)
  await client.close()
  expect(refused.message).toContain('Where is my order?')
  expect(JSON.stringify(described(new Error('Failed', { cause: refused })))).not.toContain('order')
})

test('of what cannot be read as JSON, the log does not say how it begins', () => {
  let broken: unknown
  try {
    JSON.parse('Hello, my name is Mira')
  } catch (error) {
    broken = error
  }
  expect(String(broken)).toContain('Hello')
  for (const error of [broken, new Error('Failed', { cause: broken })])
    expect(JSON.stringify(described(error))).not.toMatch(/Hello|Mira/)
})
