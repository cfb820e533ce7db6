import type { Attachment, IncomingCustomer, IncomingMessage } from '../network.ts'
import { wordsOf } from './html.ts'
import type { Status } from './payload.ts'

/** `<id>@<server>`: ids are counted by each server for itself. */
export function ownId(networkId: string): string {
  return networkId.slice(0, networkId.lastIndexOf('@'))
}

/** Somebody's post that concerns us, or an answer of ours given elsewhere. */
export function message(status: Status, account: string): IncomingMessage {
  const { in_reply_to_id: above, in_reply_to_account_id: to, visibility } = status
  const ours = status.account.id === ownId(account)
  const isPrivate = visibility === 'direct'
  const partner = ours ? (to ?? undefined) : status.account.id
  return {
    is: 'message',
    account,
    id: status.id,
    place: isPrivate ? 'private' : 'public',
    conversation: isPrivate ? (partner ?? status.id) : (above ?? status.id),
    ...(ours
      ? { from: 'us', customer: to ? { id: to } : undefined }
      : { from: 'customer', customer: customer(status) }),
    text: ours ? withoutNames(textOf(status)) : textOf(status),
    attachments: media(status),
    at: status.created_at,
    url: status.url ?? status.uri ?? undefined,
    inReplyTo: above ?? undefined,
    // An answer does not say where its thread begins.
    incomplete: !isPrivate && above ? true : undefined,
  }
}

/** A warning stands before the words, as it does there. */
export function textOf({ spoiler_text, content }: Pick<Status, 'spoiler_text' | 'content'>): string {
  return [spoiler_text, wordsOf(content)].filter(Boolean).join('\n\n')
}

/** The names that a reply begins with are put there for whom it is meant; they are not what was said. */
export function withoutNames(text: string): string {
  return text.replace(/^(@[\w.-]+(@[\w.-]+)?\s+)+/, '')
}

export function media({ media_attachments }: Pick<Status, 'media_attachments'>): Attachment[] {
  return media_attachments.flatMap(({ type, url, remote_url, description }) => {
    const address = url ?? remote_url
    if (!address || !URL.canParse(address)) return []
    return [{ url: address, type: kinds[type] ?? 'file', name: description ?? undefined }]
  })
}

const kinds: Record<string, Attachment['type']> = { image: 'image', video: 'video', gifv: 'video', audio: 'audio' }

function customer({ account }: Status): IncomingCustomer {
  return {
    id: account.id,
    name: account.display_name || undefined,
    handle: account.acct,
    pictureUrl: account.avatar ?? undefined,
    url: account.url ?? undefined,
    followers: account.followers_count ?? undefined,
  }
}
