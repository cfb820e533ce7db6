import { expect, test } from 'vitest'
import { custom } from '../../../src/networks/custom/index.ts'
import { sign, verify } from '../../../src/networks/custom/signature.ts'
import { casesOf } from '../case.ts'

const { account, keys } = casesOf(custom)
const now = Temporal.Instant.from('2026-11-22T09:00:00Z')

test('a reply is signed so that the source can check it with the same secret', () => {
  const body = JSON.stringify({ type: 'reply.created', data: { text: 'It left this morning, Mira. 🙏' } })
  const headers = sign(account.credentials.secret ?? '', 'key-1', now, body)
  const delivery = { headers, bytes: Buffer.from(body), now: now.epochMilliseconds }
  expect(verify(delivery, keys)).toBe(true)
  expect(verify({ ...delivery, bytes: Buffer.from(`${body} `) }, keys)).toBe(false)
})

test('without an address for replies the agent is told what to do', async () => {
  const reply = {
    key: 'key-1',
    text: 'It left this morning, Mira.',
    place: 'private',
    conversation: 'mira',
    opensPrivate: false,
    customer: { id: 'mira' },
    agent: { name: 'Grace' },
    attachments: [],
    at: now,
    now,
    until: Number.POSITIVE_INFINITY,
  } as const
  await expect(custom.send(reply, account)).rejects.toMatchObject({
    permanent: true,
    message: 'shop has no address for replies. Connect it again with callback=<address>, or answer there.',
  })
})

test('a made secret is new each time and can sign', async () => {
  const first = await custom.connect.check({ name: 'shop' }, undefined)
  const second = await custom.connect.check({ name: 'shop' }, undefined)
  expect(first.credentials.secret).toMatch(/^whsec_/)
  expect(first.say).toContain(first.credentials.secret)
  expect(first.credentials.secret).not.toBe(second.credentials.secret)
})
