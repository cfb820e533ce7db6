import { expect, test } from 'vitest'
import { readJson } from '../../src/networks/json.ts'

test('what no database holds is left out of every word', () => {
  expect(readJson('{"name":"Mi\\u0000ra","files":[{"name":"half \\ud83d"}],"smile":"\\ud83d\\ude42"}')).toEqual({
    name: 'Mira',
    files: [{ name: 'half \uFFFD' }],
    smile: '🙂',
  })
})
