import { z } from 'zod'
import { type Account, NetworkError, type OutgoingReply, type Sent } from '../network.ts'
import { sendMessage } from './chat-message.ts'
import { NotThere } from './errors.ts'
import { facets } from './facets.ts'
import { findPost } from './find.ts'
import * as payload from './payload.ts'
import { linkTo } from './post.ts'
import { recordKey } from './record-key.ts'
import { xrpc } from './xrpc.ts'

/** Publicly as a post in the thread, privately in the chat. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  if (reply.place === 'private') return sendMessage(reply, account)
  const record = {
    $type: 'app.bsky.feed.post',
    text: reply.text,
    createdAt: reply.at.round('millisecond').toString(),
    facets: await facets(reply, account),
    reply: await placeOf(reply, account),
    embed: await images(reply, account),
  }
  try {
    return await create(reply, record, account)
  } catch (error) {
    return await alreadyThere(error, reply, account)
  }
}

/** A reply names what it answers and where the thread begins, each with the version it saw. */
async function placeOf({ inReplyTo, conversation }: OutgoingReply, account: Account) {
  const query = { uris: [inReplyTo ?? conversation] }
  const answer = z.object({ posts: z.array(payload.post) })
  const [parent] = (await xrpc(account, { name: 'app.bsky.feed.getPosts', query, answer })).posts
  if (!parent) throw new NotThere()
  const itself = { uri: parent.uri, cid: parent.cid }
  return { root: parent.record.reply?.root ?? itself, parent: itself }
}

/** Uploaded first, and named by what they hold: the same again is the same. */
async function images({ attachments }: OutgoingReply, account: Account) {
  if (attachments.length === 0) return undefined
  const answer = z.object({ blob: z.unknown() })
  const uploads = attachments.map((file) => xrpc(account, { name: 'com.atproto.repo.uploadBlob', file, answer }))
  const blobs = await Promise.all(uploads)
  return { $type: 'app.bsky.embed.images', images: blobs.map(({ blob: image }) => ({ image, alt: '' })) }
}

async function create(reply: OutgoingReply, record: unknown, account: Account): Promise<Sent> {
  const { uri } = await xrpc(account, {
    name: 'com.atproto.repo.createRecord',
    json: { repo: account.networkId, collection: 'app.bsky.feed.post', rkey: recordKey(reply), record },
    sends: reply,
    answer: z.object({ uri: payload.uri }),
  })
  return { id: uri, url: linkTo(uri) }
}

/** A server says no to a second record of one name, in words of its own: what counts is whether the first is there. */
async function alreadyThere(error: unknown, reply: OutgoingReply, account: Account): Promise<Sent> {
  if (!(error instanceof NetworkError) || !(error.uncertain || error.permanent)) throw error
  const there = await findPost(reply, account).catch(() => undefined)
  if (there === undefined || there === 'absent') throw error
  return there
}
