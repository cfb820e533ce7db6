/** What a picture is by its first bytes, whatever its name or sender says; undefined for what Slack does not show, SVG included. */
export function pictureKind(bytes: Buffer): 'png' | 'jpg' | 'gif' | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png'
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'jpg'
  return /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6)) ? 'gif' : undefined
}
