import type { Account, AttachmentLimit, Place, TextLimit } from '../network.ts'

/** The server's own limits, kept when the account was connected; a server that tells none has Mastodon's. */
export function limitsOf({ options }: Pick<Account, 'options'>): Record<Place, TextLimit> {
  const most = Number(options.characters ?? 500)
  const link = Number(options.link ?? 23)
  const limit = { most, count: (text: string) => length(text, link), unit: 'characters' }
  return { public: limit, private: limit, review: limit }
}

/** Told by the server, too; its own software takes four pictures of 16 MB. */
export function attachmentsOf({ options }: Pick<Account, 'options'>): Partial<Record<Place, AttachmentLimit>> {
  const limit: AttachmentLimit = {
    most: Number(options.pictures ?? 4),
    bytes: Number(options.pictureBytes ?? 16_000_000),
    types: ['jpg', 'png', 'gif', 'webp'],
  }
  return { public: limit, private: limit }
}

/** Characters as people see them; any link counts the same, and of a name elsewhere only the part before its server. */
export function length(text: string, link: number): number {
  const counted = text.replace(/https?:\/\/[^\s]+/g, 'x'.repeat(link)).replace(/(?<=^|[^\w/])(@\w+)@[\w.-]+\w/g, '$1')
  return [...new Intl.Segmenter().segment(counted)].length
}
