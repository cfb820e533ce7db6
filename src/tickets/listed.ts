import type { Post } from '../db/posts.ts'

/** What a list's post was last asked to say. Nobody is mentioned twice for the same ticket. */
export interface Listed {
  listed: number[]
  /** Those for whom this very post mentions somebody. */
  mention: number[]
  /** Promises, as `1042 2026-11-23T10:00:00Z`, for which somebody has been mentioned, by this post or an earlier one. */
  mentioned: string[]
}

export function listedOn(post: Post): Listed {
  const { listed, mention, mentioned } = post.data
  const numbers = (value: unknown) => (Array.isArray(value) ? value.map(Number) : [])
  return {
    listed: numbers(listed),
    mention: numbers(mention),
    mentioned: Array.isArray(mentioned) ? mentioned.map(String) : [],
  }
}
