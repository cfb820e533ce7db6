// What a customer wrote must do nothing in Slack: no mention, no link, no broadcast, no reordering of what we wrote around it.

/** Everything but line breaks and tabs below a space, and what turns the direction of text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const HARMFUL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g

/** One line of at most `most` characters, where mrkdwn is not read. */
export function harmless(text: string, most: number): string {
  return cut(text.replace(HARMFUL, '').replace(/\s+/g, ' ').trim(), most)
}

/** A stranger's text inside mrkdwn: literal, in its own direction. */
export function inert(text: string): string {
  return text.replace(HARMFUL, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * A stranger's name inside one of our sentences: set apart so that a right-to-left one does not turn the sentence, and with no
 * bold, code or emoji that would make it look like one.
 */
export function named(name: string, most = 200): string {
  const plain = oneLine(name, most)
    .replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (mark) => LIKE[mark] ?? mark)
    .replace(/:(?=[\w+-]+:)/g, '꞉')
  return /[\u0590-\u08FF\uFB1D-\uFEFC]/.test(plain) ? `\u2068${plain}\u2069` : plain
}

/** What mrkdwn reads, and what looks like it. */
const LIKE: Record<string, string> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ' }

/** Quoted, line by line, cut at a whole character so that no more than `most` of them stand there, escaped as they are. */
export function quoted(text: string, most: number): string {
  return inertWithin(text.trim(), most)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

/** One line of at most `most` characters, escaped as they are. */
export function oneLine(text: string, most: number): string {
  return inertWithin(text.replace(/\s+/g, ' ').trim(), most)
}

/** `inert`, and no longer than that afterwards: an & takes five. */
export function inertWithin(text: string, most: number): string {
  for (let plain = cut(text, most); ; ) {
    const escaped = inert(plain)
    if (escaped.length <= most) return escaped
    plain = cut(text, plain.length - Math.ceil((escaped.length - most) / 5))
  }
}

/** The whole of it, in pieces of at most `most` characters, escaped as they are. */
export function inertPieces(text: string, most: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const part of parts(text, most)) {
    const escaped = inert(part)
    if (piece && piece.length + escaped.length > most) {
      pieces.push(piece)
      piece = ''
    }
    piece += escaped
  }
  return piece ? [...pieces, piece] : pieces
}

/** Never in the middle of an emoji or an accent. Counts UTF-16 units, as Slack does. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let whole = ''
  for (const part of parts(text.slice(0, most + 32), most)) {
    if (whole.length + part.length > most - 1) break
    whole += part
  }
  return `${whole}…`
}

/** What people see as characters; one that is longer than `most`, letters under a pile of accents, in its own parts. */
function* parts(text: string, most: number): Generator<string> {
  for (const { segment } of new Intl.Segmenter().segment(text))
    if (segment.length < most) yield segment
    else yield* segment
}

/** A moment, in each reader's own zone; the day is said when it is not about now. */
export function moment(at: Temporal.Instant, now: Temporal.Instant): string {
  const near = Math.abs(at.epochMilliseconds - now.epochMilliseconds) < 12 * 3_600_000
  const seconds = Math.floor(at.epochMilliseconds / 1000)
  const utc = at.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', ' UTC')
  return near ? `<!date^${seconds}^{time}|${utc.slice(11)}>` : `<!date^${seconds}^{date_short_pretty} {time}|${utc}>`
}

/** A link of our own making: the address comes from a payload, so it must be one, and cannot end the link early. */
export function link(url: string | null | undefined, label: string): string {
  if (!url || !/^https?:\/\//i.test(url)) return label
  return `<${url.replaceAll('|', '%7C').replaceAll('>', '%3E').replaceAll('<', '%3C').replaceAll('&', '&amp;')}|${label}>`
}
