import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networks } from '../../src/networks/index.ts'
import { NetworkError } from '../../src/networks/network.ts'
import { changed, changes } from '../mangled.ts'
import { casesOf } from './case.ts'
import { replay } from './replay.ts'

const KINDS = new Set(['message', 'edit', 'deletion', 'failure', 'rename', 'unreadable'])

describe.each(networks.filter(({ webhook }) => webhook))('$label', (network) => {
  const { files } = casesOf(network)
  const bodies = files.flatMap(({ cases }) => cases.flatMap((one) => ('incoming' in one ? [one.body] : [])))

  test('whatever a delivery holds, what can be read is read, and the rest is named', () => {
    const mangled = fc.tuple(fc.constantFrom(...bodies), changes, fc.option(fc.nat(2000)))
    fc.assert(
      fc.property(mangled, ([body, how, cutAt]) => {
        const text = JSON.stringify(how.reduce(changed, structuredClone(body))) ?? ''
        for (const one of network.webhook?.parse({ body: text.slice(0, cutAt ?? undefined), account: 'shop' }) ?? []) {
          expect(KINDS).toContain(one.is)
          if (one.is === 'message') expect([typeof one.id, typeof one.text]).toEqual(['string', 'string'])
        }
      }),
      { numRuns: 10_000 },
    )
  })
})

describe.each(networks.filter(({ poll }) => poll))('$label', (network) => {
  const { files, account } = casesOf(network)
  const polls = files.flatMap(({ cases }) => cases.flatMap((one) => ('poll' in one ? [one] : [])))

  test('whatever a poll is answered, it gives what can be read, or says in its own words that it cannot', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...polls), changes, fc.nat(), async (recorded, how, which) => {
        const exchanges = structuredClone(recorded.exchange)
        const answer = exchanges[which % exchanges.length]?.response
        if (typeof answer === 'object') answer.body = how.reduce(changed, answer.body)
        const options = { ...account.options, ...recorded.options }
        const { result } = await replay(exchanges, (apiUrl) =>
          Promise.resolve(network.poll?.fetch({ ...account, options, apiUrl }, recorded.poll)),
        )
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(NetworkError)
        else for (const { is } of result.value?.incoming ?? []) expect(KINDS).toContain(is)
      }),
      { numRuns: 1500 },
    )
  })
})
