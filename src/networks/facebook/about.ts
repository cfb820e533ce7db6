import { z } from 'zod'
import { words } from '../loosely.ts'
import { graph } from '../meta/graph.ts'
import type { About, Account } from '../network.ts'
import { remember } from '../remember.ts'

const known = remember<About>()

/** The post that a comment stands under. Undefined where Facebook does not tell: a card never waits for this. */
export function aboutPost(post: string, account: Account): Promise<About | undefined> {
  return known(`${account.apiUrl} ${account.networkId} ${post}`, async () => {
    const query = { fields: 'message,permalink_url,full_picture' }
    return about(await graph(account, { label: 'Facebook', path: `/${post}`, query, answer: telling }))
  })
}

export const telling = z.object({
  message: words,
  permalink_url: words,
  full_picture: words,
})

export function about({ message, permalink_url, full_picture }: z.infer<typeof telling>): About {
  return { text: message, url: permalink_url, pictureUrl: full_picture }
}
