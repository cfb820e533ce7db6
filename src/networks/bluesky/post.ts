import type { z } from 'zod'
import type { Attachment, IncomingCustomer, IncomingMessage } from '../network.ts'
import type { Post, profile } from './payload.ts'
import { textOf } from './text.ts'

/** A post of a customer's, or an answer of ours given elsewhere. `createdAt` is the author's word, so it is not asked. */
export function message(post: Post, account: string): IncomingMessage {
  const { uri, author, record, indexedAt } = post
  const ours = author.did === account
  const parent = record.reply?.parent.uri
  return {
    is: 'message',
    account,
    id: uri,
    place: 'public',
    conversation: record.reply?.root.uri ?? uri,
    ...(ours
      ? { from: 'us', customer: parent ? { id: didOf(parent) } : undefined }
      : { from: 'customer', customer: customer(author) }),
    text: textOf(record),
    attachments: media(post),
    at: indexedAt,
    url: linkTo(uri),
    inReplyTo: parent,
  }
}

export function customer(author: z.infer<typeof profile>): IncomingCustomer {
  return {
    id: author.did,
    name: author.displayName || undefined,
    handle: author.handle,
    pictureUrl: author.avatar,
    url: `https://bsky.app/profile/${author.did}`,
    followers: author.followersCount,
  }
}

/** The picture or film stands with its author; Bluesky's own servers show it under their name and its. */
export function media({ author: { did }, record: { embed } }: Pick<Post, 'author' | 'record'>): Attachment[] {
  const { images = [], video, external } = embed?.media ?? embed ?? {}
  return [
    ...images.map(({ image, alt }) => ({
      url: `https://cdn.bsky.app/img/feed_fullsize/plain/${did}/${image.ref.$link}@jpeg`,
      type: 'image' as const,
      name: alt || undefined,
    })),
    ...(video
      ? [{ url: `https://video.bsky.app/watch/${did}/${video.ref.$link}/playlist.m3u8`, type: 'video' as const }]
      : []),
    ...(external ? [{ url: external.uri, type: 'file' as const, name: external.title }] : []),
  ]
}

/** `at://<did>/app.bsky.feed.post/<key>` */
export function linkTo(uri: string): string {
  return `https://bsky.app/profile/${didOf(uri)}/post/${keyOf(uri)}`
}

export function didOf(uri: string): string {
  return uri.split('/')[2] ?? ''
}

export function keyOf(uri: string): string {
  return uri.split('/')[4] ?? ''
}
