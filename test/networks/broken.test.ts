import { describe, expect, test } from 'vitest'
import { networks } from '../../src/networks/index.ts'
import type { Incoming } from '../../src/networks/network.ts'
import { casesOf } from './case.ts'

const wrongs = [undefined, null, -1, 9e15, '', [null], {}]

describe.each(networks.filter(({ webhook }) => webhook))('$label', (network) => {
  // One delivery of each file: its others differ in what they say more than in how they are made.
  const bodies = casesOf(network).files.flatMap(({ cases }) => {
    const [first] = cases.flatMap((one) => ('incoming' in one && typeof one.body === 'object' ? [one.body] : []))
    return first ? [first] : []
  })

  test('a delivery with anything missing or wrong in it is still taken apart, and never throws', () => {
    const parse = (json: unknown) => network.webhook?.parse({ body: JSON.stringify(json) ?? '', account: 'shop' }) ?? []
    const broken = bodies.flatMap((body) => [...withOneWrong(body)])
    expect(broken.filter((json) => !parse(json).every(isWhole))).toEqual([])
  })

  test('a delivery cut short anywhere is told as unreadable', () => {
    const body = JSON.stringify(bodies[0])
    const cuts = Array.from(body, (_, end) => body.slice(0, end))
    const told = cuts.flatMap((cut) => network.webhook?.parse({ body: cut, account: 'shop' }) ?? [])
    expect(told.map(({ is }) => is)).toEqual(cuts.map(() => 'unreadable'))
  })
})

/** What the rest of Roost relies on, whatever came in. */
function isWhole(incoming: Incoming): boolean {
  if (incoming.is === 'unreadable') return incoming.why !== ''
  if (!incoming.account || !incoming.id) return false
  if (incoming.is !== 'message') return true
  const isKnown = incoming.from === 'us' || incoming.incomplete || Boolean(incoming.customer?.id)
  const canBeShown = incoming.attachments.every(({ url }) => URL.canParse(url))
  return isKnown && canBeShown && incoming.conversation !== '' && typeof incoming.text === 'string'
}

/** The same delivery many times, each with one value replaced by something it should not be. */
function* withOneWrong(value: unknown): Generator<unknown> {
  for (const wrong of wrongs) yield wrong
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value))
    for (const broken of withOneWrong(inner))
      yield Array.isArray(value)
        ? value.map((one, index) => (`${index}` === key ? broken : one))
        : { ...value, [key]: broken }
}
