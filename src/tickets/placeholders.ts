export const PLACEHOLDERS = ['first name', 'ticket', 'agent', 'account'] as const

export type Placeholder = (typeof PLACEHOLDERS)[number]

/** `{first name}`, or `{first name|there}` with what to say where there is none. */
const WRITTEN = /\{\s{0,9}([^{}|\n]{1,40}?)\s{0,9}(?:\|([^{}\n]{0,200}))?\}/g
const EMPTY = '\u0000'

/** Puts the values in. Nothing goes out raw: what has no value and no other word leaves the sentence without a gap. */
export function fillIn(text: string, values: Partial<Record<Placeholder, string>>): string {
  const filled = text.replaceAll(EMPTY, '').replace(WRITTEN, (written, name: string, otherwise = '') => {
    const known = placeholderOf(name)
    return known ? values[known]?.trim() || otherwise.trim() || EMPTY : written
  })
  return filled
    .replace(/^\0[,;:!]?[ \t]*(\p{Ll}?)/gmu, (_, letter: string) => letter.toUpperCase())
    .replace(/(?<![ \t])[ \t]*\0/g, '')
}

/** What stands in braces and is no placeholder: a slip, to be told when it is saved. */
export function unknownIn(text: string): string[] {
  return written(text).filter((name) => !placeholderOf(name))
}

/** Placeholders that nobody has filled in. */
export function rawIn(text: string): string[] {
  return written(text).filter((name) => placeholderOf(name))
}

function written(text: string): string[] {
  return [...new Set([...text.matchAll(WRITTEN)].map(([, name = '']) => name))]
}

function placeholderOf(name: string): Placeholder | undefined {
  return PLACEHOLDERS.find((one) => one === name.trim().toLowerCase().replace(/\s+/g, ' '))
}
