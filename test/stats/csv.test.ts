import { expect, test } from 'vitest'
import { csvLine } from '../../src/stats/csv.ts'

test.each([
  '=1+1',
  ' +1',
  '-1',
  '@A1',
  '＝1',
  '\tx',
  'Hello;=HYPERLINK(A1);x',
  'two\n=1+1',
  'a;\t-1',
  'a\r\n ＋1',
  'a;"=1+1;b',
  '"=1+1',
  'a; " "-1',
])('a spreadsheet takes %j for a text, wherever it parts cells', (text) => {
  for (const cell of csvLine([text])
    .replaceAll(/^"|"$/g, '')
    .split(/[;\t\r\n]/))
    expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/)
})

test('other words stay as they are', () => {
  expect(csvLine(['a; b', 'well-known', 'one\ntwo', 5, -5, null])).toBe('a; b,well-known,"one\ntwo",5,-5,')
})
