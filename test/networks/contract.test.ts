import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { networkNamed, networks } from '../../src/networks/index.ts'
import type { Place } from '../../src/networks/network.ts'
import { casesOf } from './case.ts'

const places: Place[] = ['public', 'private', 'review']

test('every network has a name of its own, fit for an address', () => {
  expect(new Set(networks.map(({ name }) => name)).size).toBe(networks.length)
  for (const { name } of networks) expect(name).toMatch(/^[a-z]+$/)
})

test('a network that nobody has heard of is not found', () => {
  expect(networkNamed('custom')?.label).toBe('Custom')
  expect(networkNamed('myspace')).toBeUndefined()
})

describe.each(networks)('$label', (network) => {
  const folder = join(import.meta.dirname, '../../src/networks', network.name)
  const all = casesOf(network).files.flatMap(({ cases }) => cases)

  test('lives in a folder of its name, with a README', () => {
    expect(existsSync(join(folder, 'index.ts'))).toBe(true)
    expect(existsSync(join(folder, 'README.md'))).toBe(true)
  })

  test('has a label and a noun for every place, in the singular and in lower case', () => {
    expect(network.label).toMatch(/^[A-Z]/)
    for (const place of places) expect(network.nouns[place]).toMatch(/^[a-z][a-z ]+$/)
  })

  test('counts a text by its own rule, and takes at least a sentence', () => {
    for (const place of places) {
      const { most, count, unit } = network.limits.text[place]
      expect(count('')).toBe(0)
      expect(count('Hello Mira')).toBeGreaterThan(0)
      expect(most).toBeGreaterThanOrEqual(100)
      expect(unit).toMatch(/^[a-z]/)
    }
    expect(network.limits.perSecond).toBeGreaterThan(0)
  })

  test('counts its windows in hours, which are the same length on every day', () => {
    const within = network.can.privateReplyToPublic?.within
    const after = network.afterWindow?.within
    const durations = [...Object.values(network.window ?? {}), within, after].filter(
      (duration) => duration !== undefined,
    )
    for (const duration of durations) expect(duration.total('hours')).toBeGreaterThan(0)
  })

  test('has a verb for every action it offers', () => {
    const { like, hide, delete: theirs, deleteOurs: ours } = network.can
    expect(network.like !== undefined).toBe(like !== undefined)
    expect(network.hide !== undefined).toBe(hide !== undefined)
    expect(network.delete !== undefined).toBe((theirs ?? ours) !== undefined)
  })

  test('asks for what it needs to connect, each once, and hides secrets', () => {
    const names = network.connect.fields.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, asks, secret } of network.connect.fields) {
      expect(asks.length).toBeGreaterThan(5)
      if (/token|secret|password|key/i.test(name)) expect(secret).toBe(true)
    }
  })

  test('hears customers by webhook or by poll', () => {
    expect(network.webhook ?? network.poll).toBeDefined()
  })

  test.skipIf(!network.poll)('keeps what stands in a list that nobody knows', () => {
    const account = { networkId: '1', name: '@lumen', credentials: {}, options: {} }
    expect(network.poll?.read({ list: 'gossip', json: {} }, account)).toMatchObject([{ is: 'unreadable' }])
  })

  test('has recorded cases for every way in and out', () => {
    const comes = (what: string) =>
      all.some((one) => ('incoming' in one || 'poll' in one) && JSON.stringify(one).includes(what))
    const proved = {
      incoming: comes('"from":"customer"'),
      unreadable: comes('"unreadable"'),
      ours: comes('"from":"us"'),
      polled: !network.poll || all.some((one) => 'poll' in one),
      kept: !network.poll || all.some((one) => 'kept' in one),
      forged: !network.webhook || all.some((one) => 'authentic' in one && !one.authentic),
      sent: all.some((one) => 'reply' in one && !JSON.stringify(one.outcome).includes('"error"')),
      lost: all.some((one) => 'reply' in one && JSON.stringify(one.outcome).includes('"uncertain"')),
      connected: all.some((one) => 'connect' in one),
    }
    expect(Object.entries(proved).filter(([, is]) => !is)).toEqual([])
  })

  test('refuses a delivery that is not JSON, and never throws over one', () => {
    const bodies = ['', 'null', '[]', '{}', '"x"', '{"object":"page","entry":[null]}', '{"type":7}', '{"a":']
    for (const body of bodies) {
      const incoming = network.webhook?.parse({ body, account: 'shop' }) ?? []
      for (const one of incoming) expect(one.is).toBe('unreadable')
    }
  })
})
