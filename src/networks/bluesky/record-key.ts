import { createHash } from 'node:crypto'

const alphabet = '234567abcdefghijklmnopqrstuvwxyz'

/**
 * The name of a reply's record, the same on every attempt: a timestamp identifier, as the apps make them from microseconds
 * and ten bits of chance, but with our key for chance. https://atproto.com/specs/tid
 */
export function recordKey({ key, at }: { key: string; at: Temporal.Instant }): string {
  const hash = createHash('sha256').update(key).digest()
  const microseconds = BigInt(at.epochMilliseconds) * 1000n + BigInt(hash.readUInt16BE(0) % 1000)
  const bits = (microseconds << 10n) | BigInt(hash.readUInt16BE(2) % 1024)
  return Array.from({ length: 13 }, (_, place) => alphabet[Number((bits >> BigInt(60 - 5 * place)) & 31n)]).join('')
}
