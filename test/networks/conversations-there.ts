import type { Leaf } from '../../src/networks/meta/sweep.ts'
import type { Incoming } from '../../src/networks/network.ts'

export const MINUTE = 60_000
export const start = Date.parse('2026-11-22T09:00:00Z')
export const moment = (at: number) => new Date(at).toISOString()
export const byId = (incoming: Incoming[]) => incoming.flatMap((one) => (one.is === 'message' ? [one.id] : []))

interface Said {
  id: string
  at: number
}

/** What stands at Graph: conversations, that in which something was said last first, a page of them at a time. */
export class There {
  now = start
  readonly conversations: Said[][]
  readonly pages: { conversations: number; messages: number }
  #said = 0

  constructor(pages: There['pages'], count: number) {
    this.pages = pages
    this.conversations = Array.from({ length: count }, () => [])
  }

  say(which: number, at = this.now): void {
    this.#said += 1
    this.conversations[which]?.unshift({ id: `m_${which}_${this.#said}`, at })
  }

  all(): string[] {
    return this.conversations.flatMap((said) => said.map(({ id }) => id)).toSorted()
  }

  tell({ list, of }: Leaf, after: number) {
    const { messages, conversations } = this.pages
    if (list === 'messages') return pageOf(this.#messages(Number(of)), after, messages)
    const spoken = this.conversations.flatMap((said, which) => (said[0] ? [{ which, at: said[0].at }] : []))
    const newestFirst = spoken.toSorted((one, other) => other.at - one.at)
    return pageOf(
      newestFirst.map(({ which, at }) => ({
        id: `${which}`,
        participants: { data: [{ id: '584' }, { id: `u_${which}` }] },
        updated_time: moment(at),
        messages: pageOf(this.#messages(which), 0, messages),
      })),
      after,
      conversations,
    )
  }

  #messages(which: number) {
    const said = this.conversations[which] ?? []
    return said.map(({ id, at }) => ({ id, from: { id: `u_${which}` }, message: id, created_time: moment(at) }))
  }
}

function pageOf(all: object[], after: number, size: number) {
  const next = `https://graph.facebook.com/somewhere?after=${after + size}`
  return { data: all.slice(after, after + size), paging: after + size < all.length ? { next } : undefined }
}
