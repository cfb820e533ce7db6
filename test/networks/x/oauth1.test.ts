import { expect, test } from 'vitest'
import { authorization } from '../../../src/networks/x/oauth1.ts'

/** The keys and the result of X's own worked example. */
const example = {
  method: 'POST',
  credentials: {
    key: 'xvz1evFS4wEEPTGEFPHBog',
    secret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
    token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
    tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
  },
  nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
  timestamp: 1318622958,
  form: { status: 'Hello Ladies + Gentlemen, a signed OAuth request!' },
}

test('a call is signed as X shows it', () => {
  const url = 'https://api.twitter.com/1.1/statuses/update.json?include_entities=true'
  expect(authorization({ ...example, url })).toContain('oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"')
  const older = 'https://api.twitter.com/1/statuses/update.json?include_entities=true'
  expect(authorization({ ...example, url: older })).toContain('oauth_signature="tnnArxj06cWHq44gCs1OSKk%2FjLY%3D"')
})

test('parameters are signed in the order of their names, however the names begin', () => {
  const signed = (query: string) => authorization({ ...example, url: `https://api.x.com/2/tweets?${query}` })
  expect(signed('ids=1&ids.x=2')).toBe(signed('ids.x=2&ids=1'))
  expect(signed('a=1&a1=2')).toContain('oauth_signature="5geZ0EohBEbdMPZ2Z3aoj9p2br8%3D"')
})

test('another secret, query or nonce signs differently', () => {
  const url = 'https://api.x.com/2/users/1/mentions?since_id=1'
  const all = [
    { ...example, url },
    { ...example, url: `${url}&max_results=5` },
    { ...example, url, nonce: 'another' },
    { ...example, url, credentials: { ...example.credentials, tokenSecret: 'another' } },
  ]
  const signatures = all.map((call) => /oauth_signature="([^"]+)"/.exec(authorization(call))?.[1])
  expect(new Set(signatures).size).toBe(all.length)
})
