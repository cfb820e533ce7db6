/**
 * Reads JSON, or gives undefined where it is none. A field that is null is left out, because many tools send null for
 * what they do not have. Whole numbers too long for a double stay as their digits: Meta still sends some ids as
 * numbers, and 9691043986613821 would become 9691043986613820. What no database holds is left out of words: NUL, and half
 * a character.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text, function (this: unknown, _key, value: unknown, context?: { source?: string }) {
      if (value === null) return Array.isArray(this) ? null : undefined
      const isLong = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
      return isLong ? context?.source : value
    })
  } catch {
    return undefined
  }
}
