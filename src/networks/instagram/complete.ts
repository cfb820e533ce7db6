import { z } from 'zod'
import { withProfile } from '../meta/profile.ts'
import type { About, Account, IncomingMessage } from '../network.ts'
import { remember } from '../remember.ts'
import { instagram, productOf } from './graph.ts'
import { askMention, mentionedIn } from './mention.ts'

const known = remember<About>()

/** Asks for what a mention says, for the post above a comment, and for the name of who writes in private. */
export async function complete(message: IncomingMessage, account: Account): Promise<IncomingMessage> {
  if (message.place === 'private')
    return withProfile(message, account, {
      ...productOf(account),
      fields: 'name,username,profile_pic,follower_count',
    })
  const post = mentionedIn(message.conversation)
  if (post !== undefined) return message.incomplete ? askMention(message, post, account) : message
  if (message.from === 'us' || message.about) return message
  const about = await known(`${account.apiUrl} ${account.networkId} ${message.conversation}`, () =>
    aboutMedia(message.conversation, account),
  )
  return about ? { ...message, about, url: message.url ?? about.url } : message
}

export const telling = z.object({
  caption: z.string().optional(),
  permalink: z.string().optional(),
  media_type: z.string().optional(),
  media_url: z.string().optional(),
  thumbnail_url: z.string().optional(),
})

export const mediaFields = 'caption,permalink,media_type,media_url,thumbnail_url'

async function aboutMedia(media: string, account: Account): Promise<About> {
  return about(await instagram(account, { path: `/${media}`, query: { fields: mediaFields }, answer: telling }))
}

/** The picture of a film is its thumbnail. */
export function about({ caption, permalink, media_type, media_url, thumbnail_url }: z.infer<typeof telling>): About {
  const pictureUrl = thumbnail_url ?? (media_type === 'VIDEO' ? undefined : media_url)
  return { text: caption, url: permalink, pictureUrl }
}
