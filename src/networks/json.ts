/**
 * Reads JSON, or gives undefined where it is none. Whole numbers too long for a double stay as their digits: Meta and
 * others send some ids as numbers, and 9691043986613821 would become 9691043986613820.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value, context?: { source?: string }) =>
      typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
        ? context?.source
        : value,
    )
  } catch {
    return undefined
  }
}
