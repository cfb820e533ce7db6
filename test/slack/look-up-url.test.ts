import { expect, test } from 'vitest'
import { isLookUp, lookUpUrl } from '../../src/slack/look-up-url.ts'

const shop = { network: 'custom', name: 'shop' }
const mira = { handle: 'mira.p', name: 'Mira & Co/?#', networkId: '7' }

test('what is filled in cannot leave its place in the address', () => {
  expect(lookUpUrl('https://shop.example/a?h={handle}&n={name}#{id}', mira, shop)).toBe(
    'https://shop.example/a?h=mira.p&n=Mira%20%26%20Co%2F%3F%23#7',
  )
})

test('where something is not known of the customer, there is nowhere to look', () => {
  expect(lookUpUrl('https://shop.example/?h={handle}', { ...mira, handle: null }, shop)).toBeUndefined()
  expect(lookUpUrl('https://shop.example/?h={handle}', { ...mira, handle: 'x'.repeat(3000) }, shop)).toBeUndefined()
  expect(lookUpUrl(undefined, mira, shop)).toBeUndefined()
})

test.each([
  ['https://shop.example/{network}/{account}/{id}', true],
  ['http://localhost:8080/?q={name}', true],
  ['https://shop.example/', false],
  ['https://shop.example/?q={hanlde}', false],
  ['https://shop.example/?q={handle', false],
  ['javascript:alert("{handle}")', false],
  ['shop.example/{handle}', false],
])('%s as CUSTOMER_URL: %s', (template, fits) => expect(isLookUp(template)).toBe(fits))
