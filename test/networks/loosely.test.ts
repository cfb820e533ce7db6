import { describe, expect, test } from 'vitest'
import { networks } from '../../src/networks/index.ts'
import { each, moment, whole, words } from '../../src/networks/loosely.ts'
import { casesOf } from './case.ts'

/** How the same delivery may look when somebody else has built it from the same documentation. */
const habits: [string, (key: string, value: unknown) => unknown][] = [
  ['numbers written as text', (_, value) => (typeof value === 'number' ? String(value) : value)],
  ['ids and moments written as numbers', (key, value) => (isNumbered(key, value) ? Number(value) : value)],
  [
    'more fields than anybody has documented, all of them empty',
    (_, value) => (isObject(value) ? { ...value, news: null } : value),
  ],
]

// `custom` is our own format, and says which field is wrong.
describe.each(networks.filter(({ webhook, name }) => webhook && name !== 'custom'))('$label', (network) => {
  const said = casesOf(network).files.flatMap(({ cases }) => cases.flatMap((one) => ('incoming' in one ? [one] : [])))
  const readable = said.filter(
    ({ body, incoming }) => typeof body === 'object' && !JSON.stringify(incoming).includes('unreadable'),
  )

  test.each(habits)('%s say the same', (_, habit) => {
    for (const { body, account } of readable) {
      const parse = (json: unknown) => network.webhook?.parse({ body: JSON.stringify(json), account })
      expect(parse(changed('', body, habit))).toEqual(parse(body))
    }
    expect(readable.length).toBeGreaterThan(3)
  })
})

test('a moment is read in every way networks write one', () => {
  const at = (value: unknown) => moment.parse(value).toString()
  expect(at(1701413511)).toBe('2023-12-01T06:51:51Z')
  expect(at('1701413511')).toBe('2023-12-01T06:51:51Z')
  expect(at('1701413511372')).toBe('2023-12-01T06:51:51.372Z')
  expect(at('2023-12-01T06:52:51+0000')).toBe('2023-12-01T06:52:51Z')
  expect(at('2023-12-01T06:52:51')).toBe('2023-12-01T06:52:51Z')
  expect(at('2023-12-01T07:52:51.123456+01:00')).toBe('2023-12-01T06:52:51.123Z')
  expect(at('Wed Oct 10 20:19:24 +0000 2018')).toBe('2018-10-10T20:19:24Z')
  for (const wrong of ['soon', '', -1, 9e15, null, {}]) expect(moment.safeParse(wrong).success).toBe(false)
})

test('what only adorns keeps nothing out, and of a list the members that can be read are left', () => {
  expect([words.parse(7), words.parse('Mira')]).toEqual([undefined, 'Mira'])
  expect(each(whole).parse([1, '2', 'x', {}, 2.5])).toEqual([1, 2])
  expect(each(whole).parse('none')).toEqual([])
})

function isNumbered(key: string, value: unknown): boolean {
  return /(^|_)(id|mid|time|timestamp)$/.test(key) && typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function changed(key: string, value: unknown, habit: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => changed(key, one, habit))
  if (!isObject(value)) return habit(key, value)
  return habit(key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, changed(name, one, habit)])))
}
