import { and, type SQL, type SQLWrapper, sql } from './sql.ts'

// What stands between words, and what PostgreSQL's parser would otherwise read as part of an address or a number.
const BETWEEN = '-_./@#:,!?()[]{}<>"*+=|&%$~^`\''
const SEMICOLON = 59 // not in the text itself: drizzle-kit takes an index apart at semicolons
/** Thai, Japanese and Chinese are written without spaces: there each character is a word, and words are looked for as phrases. */
const UNSPACED = '฀-๿぀-ヿ㐀-鿿'
/** Signs above and below Thai letters: some systems call them letters, others do not, so they are left out. */
const SIGNS = '\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e'
/** Far longer than what people write; PostgreSQL refuses to index more than a million. */
const READ = 10_000

/** The words of a text in any language, as they are indexed: an index over this very expression serves `@@`. */
export function searchable(text: SQLWrapper, author: SQLWrapper): SQL {
  return sql`to_tsvector('simple', regexp_replace(translate(left(${text}, ${sql.raw(String(READ))}) || ' ' || coalesce(${author}, ''), ${sql.raw(quoted(BETWEEN))} || chr(${sql.raw(String(SEMICOLON))}) || ${sql.raw(quoted(SIGNS))}, ${sql.raw(quoted(' '.repeat(BETWEEN.length + 1)))}), ${sql.raw(quoted(`([${UNSPACED}])`))}, ' \\1 ', 'g'))`
}

/**
 * Words for `@@`: all must be there. Of numbers, of very short words and of those in `exactly` only the word itself counts, of
 * others its beginning is enough.
 */
export function holding(words: string[], exactly: string[] = []): SQL {
  const terms = words.map((word) => term(word, word.length < 3 || /^\d+$/.test(word) || exactly.includes(word)))
  return sql`to_tsquery('simple', ${terms.join(' & ')})`
}

/**
 * False where `searchable` surely does not hold one of the words, at a tenth of its price: these letters stand nowhere in it.
 * Of words of other letters nothing is said. İ and the sign for Kelvin are written small as i and k, so these may be any.
 */
export function mayHold(text: SQLWrapper, author: SQLWrapper, words: string[]): SQL {
  const plain = words.filter((word) => /^[a-z][a-z0-9]*$/.test(word))
  const small = sql`lower(translate(${text} || ' ' || coalesce(${author}, ''), ${SIGNS}, '') collate "C")`
  return and(...plain.map((word) => sql`${small} like ${`%${word.replaceAll(/[ik]/g, '_')}%`}`)) ?? sql`true`
}

/** The words somebody typed to look for. */
export function wordsIn(typed: string): string[] {
  const between = (char: string) => BETWEEN.includes(char) || char === ';' || char === '\\' || char === '\0'
  const plain = [...typed.slice(0, READ)].map((char) => (between(char) ? ' ' : char)).join('')
  const words = plain
    .replace(new RegExp(`[${SIGNS}]`, 'gu'), '')
    .toLowerCase()
    .split(/\s+/)
  return [...new Set(words.filter((word) => /[\p{L}\p{N}]/u.test(word)))]
}

function term(word: string, exact: boolean): string {
  const parts = word.match(new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, 'gu')) ?? []
  const spelt = parts.map((part) => {
    if (new RegExp(`[${UNSPACED}]`, 'u').test(part)) return [...part].map((char) => `'${char}'`).join(' <-> ')
    return exact ? `'${part}'` : `'${part}':*`
  })
  return `(${spelt.join(' <-> ')})`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
