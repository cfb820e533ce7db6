import { expect, test } from 'vitest'
import { after, nine } from './company.ts'

test('tests tell one moment from another, and from none', () => {
  expect({ at: nine }).toMatchObject({ at: after(0) })
  expect({ at: nine }).not.toMatchObject({ at: after(1) })
  expect({ at: nine }).not.toEqual({ at: null })
  expect({ at: null }).not.toMatchObject({ at: nine })
  expect([nine]).not.toContainEqual(after(1))
  expect({ wait: Temporal.Duration.from('PT1M') }).not.toMatchObject({ wait: Temporal.Duration.from('PT2M') })
})
