import type { Attachment } from '../networks/network.ts'

/** What a picture is by its first bytes, whatever its name or sender says; undefined for what Slack does not show, SVG included. */
export function pictureKind(bytes: Buffer): 'png' | 'jpg' | 'gif' | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png'
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'jpg'
  return /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6)) ? 'gif' : undefined
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
