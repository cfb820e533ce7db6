/** How much text a person could read in these blocks: every `text`, label and alternative text, at any depth. */
export function textLength(part: unknown): number {
  if (Array.isArray(part)) return part.reduce((sum: number, item) => sum + textLength(item), 0)
  if (typeof part !== 'object' || part === null) return 0
  return Object.entries(part).reduce(
    (sum, [key, value]) => sum + (counts(key, value) ? value.length : textLength(value)),
    0,
  )
}

function counts(key: string, value: unknown): value is string {
  return typeof value === 'string' && (key === 'text' || key === 'alt_text')
}
