import { expect, test } from 'vitest'
import { mentions } from '../../src/rules/priority.ts'
import { type Arrival, type Route, route } from '../../src/rules/route.ts'

function arrival(changes: Partial<Arrival> = {}): Arrival {
  const said = { text: 'Where is my order?', language: 'en', account: 'Lumen', place: 'public' as const }
  return { ...said, rating: null, followers: null, ...changes }
}

const fits = (when: Route['when'], changes: Partial<Arrival> = {}) =>
  route([{ when, tags: ['it'] }], arrival(changes)) !== undefined

test('the first route that fits counts, in the order in which they stand', () => {
  const routes: Route[] = [
    { when: { words: ['refund'] }, channel: 'C1' },
    { when: { place: 'public' }, channel: 'C2' },
    { when: { account: 'Lumen' }, channel: 'C3' },
  ]
  expect(route(routes, arrival())?.channel).toBe('C2')
  expect(route(routes, arrival({ text: 'A refund, please' }))?.channel).toBe('C1')
  expect(route(routes, arrival({ place: 'private' }))?.channel).toBe('C3')
  expect(route(routes, arrival({ place: 'private', account: 'Lumen FR' }))).toBeUndefined()
})

test('all that a route names must be true, and of several words one is enough', () => {
  const when = { words: ['refund', 'money back'], place: 'private' as const }
  expect(fits(when, { text: 'I want my money back', place: 'private' })).toBe(true)
  expect(fits(when, { text: 'I want my money back', place: 'public' })).toBe(false)
  expect(fits(when, { text: 'I want my money', place: 'private' })).toBe(false)
})

test('what is not known fits nothing: no language, no stars, no followers', () => {
  expect(fits({ language: 'de' }, { language: null })).toBe(false)
  expect(fits({ ratingAtMost: 5 })).toBe(false)
  expect(fits({ followersAtLeast: 1 })).toBe(false)
})

test('stars up to, followers from, both ends counted', () => {
  expect([1, 2, 3].map((rating) => fits({ ratingAtMost: 2 }, { rating }))).toEqual([true, true, false])
  expect([999, 1000, 1001].map((followers) => fits({ followersAtLeast: 1000 }, { followers }))).toEqual([
    false,
    true,
    true,
  ])
})

test('a route for Serbian takes what is told as Croatian, since both are written alike', () => {
  expect(fits({ language: 'sr' }, { language: 'hr' })).toBe(true)
})

test('words are whole ones, except where words stand without spaces', () => {
  expect(mentions('An outage!', ['outage'])).toBe(true)
  expect(mentions('outages', ['outage'])).toBe(false)
  expect(mentions('我要退款吗', ['退款'])).toBe(true)
  expect(mentions('返金してください', ['返金'])).toBe(true)
  expect(mentions('ขอคืนเงินหน่อย', ['คืนเงิน'])).toBe(true)
})
