import { expect, test } from 'vitest'
import { weight } from '../../../src/networks/x/weight.ts'

test('a text weighs what X says it does', () => {
  expect(weight('It left this morning, Mira.')).toBe(27)
  expect(weight('アプリが開きません')).toBe(18)
  expect(weight('😞')).toBe(2)
  expect(weight('👨‍👩‍👧')).toBe(2)
  expect(weight('See https://example.com/orders/48213/and/so/on')).toBe(27)
  expect(weight('é')).toBe(weight('e\u0301'))
})
