import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares secrets and signatures in constant time. Hashed first, because `timingSafeEqual` wants one length. */
export function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
