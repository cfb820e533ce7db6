import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const entry = z.object({
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
})
const { packages } = z
  .object({ packages: z.record(z.string(), entry) })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
// The one without a name is Roost itself.
const others = Object.entries(packages).filter(([name, { link }]) => name && !link)

// npm adds none to an entry that has none, and takes whatever comes for it.
test('each package is known by its content, wherever it is fetched from', () => {
  expect(others.length).toBeGreaterThan(300)
  expect(others.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([name]) => name)).toEqual([])
  expect(others.filter(([, { resolved }]) => resolved).map(([name]) => name)).toEqual([])
})
