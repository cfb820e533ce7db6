import type { Attachment } from '../networks/network.ts'

/** What a picture is by its first bytes, whatever its name or sender says; undefined for what is none, and for SVG, a program. */
export function pictureKind(bytes: Buffer): string | undefined {
  const start = bytes.toString('hex', 0, 12)
  return PICTURES.find(([beginning]) => beginning.test(start))?.[1]
}

/** In hex. */
const PICTURES: [RegExp, string][] = [
  [/^89504e470d0a1a0a/, 'png'],
  [/^ffd8ff/, 'jpg'],
  [/^474946383[79]61/, 'gif'],
  [/^52494646.{8}57454250/, 'webp'],
  [/^.{8}667479706176696[6f]/, 'avif'],
  [/^.{8}66747970(686569|686576|6d696631|6d736631)/, 'heic'],
  [/^424d.{8}00000000/, 'bmp'],
  [/^(49492a00|4d4d002a)/, 'tiff'],
]

/** In bytes, and even: of a file no more is looked at. */
const BEGINNING = 65_536

/** A program that passes for a picture, by its name, whatever trails it, or by what it begins with. */
export function isSvg(bytes: Buffer, name: string | undefined): boolean {
  if (/\.svgz?[^\p{L}\p{N}]*$/iu.test(name ?? '')) return true
  const beginning = textOf(bytes.subarray(0, BEGINNING)).trimStart()
  if (!beginning.startsWith('<')) return false
  const rest = afterComments(beginning)
  const [doctype = ''] = /^<!doctype\s[^>[]*(\[[^\]]*\]\s*)?>/i.exec(rest) ?? []
  const root = afterComments(rest.slice(doctype.length).trimStart())
  // Nothing has begun yet: who puts so much before it, or what cannot be read, has something to hide.
  const isOfNone = doctype !== '' && !/^<!doctype html/i.test(doctype) && !root.startsWith('<')
  const isHidden = isOfNone || root.startsWith('<!') || (bytes.length > BEGINNING && root === '')
  // Another document may show one within it.
  return isHidden || /^<([^\s<>:/]+:)?svg[\s/>]/i.test(root)
}

/** XML may be in UTF-16 as well; its first character is of ASCII, which leaves one byte of the two empty. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes
  const isLittle = second === 0 || (first === 0xff && second === 0xfe)
  const isBig = first === 0 || (first === 0xfe && second === 0xff)
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2))
  const text = isBig ? Buffer.from(even).swap16().toString('utf16le') : bytes.toString(isLittle ? 'utf16le' : 'utf8')
  return text.replace('\uFEFF', '')
}

/** Empty where a comment does not end. */
function afterComments(text: string): string {
  for (let rest = text; ; ) {
    const [begins, ends] = rest.startsWith('<!--') ? ['<!--', '-->'] : ['<?', '?>']
    if (!rest.startsWith(begins)) return rest
    const end = rest.indexOf(ends, begins.length)
    if (end < 0) return ''
    rest = rest.slice(end + ends.length).trimStart()
  }
}

/** Of a file that is none to be looked at: by its own name, or what its first bytes say; Slack plays by it. */
export function endingOf(bytes: Buffer, { name, type }: Pick<Attachment, 'name' | 'type'>): string {
  const own = /\.([a-z0-9]{1,5})$/i.exec(name ?? '')?.[1]
  if (own) return own.toLowerCase()
  const start = bytes.toString('latin1', 0, 12)
  const known = BEGINNINGS.find(([beginning]) => beginning.test(start))?.[1]
  return known ?? { audio: 'ogg', video: 'mp4', image: 'png', file: 'bin' }[type]
}

const BEGINNINGS: [RegExp, string][] = [
  [/^OggS/, 'ogg'],
  [/^(ID3|\xff[\xf2\xf3\xfb])/, 'mp3'],
  [/^....ftypM4A/s, 'm4a'],
  [/^....ftyp/s, 'mp4'],
  [/^#!AMR/, 'amr'],
  [/^%PDF/, 'pdf'],
]
