import { z } from 'zod'
import { graph } from '../meta/graph.ts'
import type { About, Account } from '../network.ts'

const keepMilliseconds = 10 * 60 * 1000
const most = 200

// Only saves asking: a thousand comments under one post in a storm are one question. Nothing relies on what it holds.
const asked = new Map<string, { about: Promise<About | undefined>; until: number }>()

/** The post that a comment stands under. Undefined where Facebook does not tell: a card never waits for this. */
export function aboutPost(post: string, account: Account): Promise<About | undefined> {
  const key = `${account.apiUrl} ${account.networkId} ${post}`
  const known = asked.get(key)
  if (known && known.until > Date.now()) return known.about
  const [oldest] = asked.keys()
  if (oldest !== undefined && asked.size >= most) asked.delete(oldest)
  const about = ask(post, account).catch(() => undefined)
  asked.delete(key)
  asked.set(key, { about, until: Date.now() + keepMilliseconds })
  return about
}

const answer = z.object({
  message: z.string().optional(),
  permalink_url: z.string().optional(),
  full_picture: z.string().optional(),
})

async function ask(post: string, account: Account): Promise<About> {
  const query = { fields: 'message,permalink_url,full_picture' }
  const told = await graph(account, { label: 'Facebook', path: `/${post}`, query, answer })
  return { text: told.message, url: told.permalink_url, pictureUrl: told.full_picture }
}
