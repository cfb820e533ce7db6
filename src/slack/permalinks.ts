import type { WebClient } from '@slack/web-api'
import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { cardOf } from '../tickets/show-card.ts'
import { troubleOf } from './trouble.ts'

export interface Permalinks {
  permalink(post: Pick<Post, 'channelId' | 'ts'>): Promise<string | undefined>
  cardLink(ticketId: number): Promise<string | undefined>
}

/** Links to our messages. One never changes, so each is asked for once; without a link a sentence still reads. */
export function permalinks(db: Db, workspaceId: string, client: WebClient): Permalinks {
  const known = new Map<string, string>()
  let limitedUntil = 0
  async function permalink({ channelId, ts }: Pick<Post, 'channelId' | 'ts'>): Promise<string | undefined> {
    if (!ts) return undefined
    const key = `${channelId}/${ts}`
    const before = known.get(key)
    if (before) return before
    if (performance.now() < limitedUntil) return undefined
    const answer = await client.chat.getPermalink({ channel: channelId, message_ts: ts }).catch((error) => {
      const trouble = troubleOf(error)
      if (trouble.is === 'limited') limitedUntil = performance.now() + trouble.seconds * 1000
      return undefined
    })
    if (!answer?.permalink) return undefined
    if (known.size > 10_000) known.clear()
    known.set(key, answer.permalink)
    return answer.permalink
  }
  return {
    permalink,
    async cardLink(ticketId) {
      const card = await cardOf(db, { id: ticketId, workspaceId })
      return card && permalink(card)
    },
  }
}
