import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { sign, verify } from '../../../src/networks/custom/signature.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const at = Temporal.Now.instant().round('second')

test('what we sign the standard’s own package takes', () => {
  const body = '{"text":"Grüße 🙏"}'
  expect(new Webhook(secret).verify(body, sign(secret, 'msg_1', at, body))).toEqual({ text: 'Grüße 🙏' })
})

test('a signature is one over the bytes, whether they are text or not', () => {
  const [one, other] = [Buffer.from([0x22, 0xff, 0x22]), Buffer.from('"\uFFFD"')]
  const taken = (signed: Buffer, bytes: Buffer) => {
    const headers = sign(secret, 'msg_1', at, signed)
    return verify({ headers, bytes, now: at.epochMilliseconds }, { secrets: [secret] })
  }
  expect(taken(one, one)).toBe(true)
  expect(taken(other, other)).toBe(true)
  expect(taken(other, one)).toBe(false)
})
