import type { z } from 'zod'
import type { record } from './payload.ts'

/** The apps shorten a link in the text and keep the whole of it beside: here it stands whole. Places are counted in bytes. */
export function textOf({ text, facets }: z.infer<typeof record>): string {
  const bytes = Buffer.from(text)
  const links = facets
    .map(({ index, features }) => ({ ...index, uri: features.find(({ uri }) => uri)?.uri }))
    .toSorted((one, other) => one.byteStart - other.byteStart)
  let whole = ''
  let done = 0
  for (const { byteStart, byteEnd, uri } of links) {
    if (!uri || byteStart < done || byteEnd > bytes.length || byteEnd < byteStart) continue
    const said = bytes.subarray(byteStart, byteEnd).toString()
    whole += bytes.subarray(done, byteStart).toString() + (isShortened(said) ? uri : said)
    done = byteEnd
  }
  return whole + bytes.subarray(done).toString()
}

/** Anything else is a word of the author's that carries a link. */
function isShortened(said: string): boolean {
  return /(…|\.\.\.)$/.test(said)
}
