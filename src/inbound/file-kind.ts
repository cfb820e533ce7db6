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

/** A program that passes for a picture, by its name or by what it begins with. */
export function isSvg(bytes: Buffer, name: string | undefined): boolean {
  const beginning = bytes.toString('utf8', 0, 4096).replace('\uFEFF', '').trimStart()
  return /\.svgz?$/i.test(name ?? '') || (beginning.startsWith('<') && /<svg[\s>]/i.test(beginning))
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
