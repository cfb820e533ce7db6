/**
 * Bluesky takes 300 characters as people see them and 3000 bytes in a post, 1000 and 10,000 in a chat: ten bytes each, so
 * whichever is more counts for both.
 */
export function graphemes(text: string): number {
  return Math.max([...new Intl.Segmenter().segment(text)].length, Math.ceil(Buffer.byteLength(text) / 10))
}
