import type { Post } from '../db/posts.ts'

/** What a list's post was last asked to say. Nobody is mentioned twice for the same thing. */
export interface Listed {
  listed: number[]
  /** Those for whom this very post mentions somebody. */
  mention: number[]
  /** What somebody has been mentioned for, as `1042 duty-75 2026-11-23T10:00:00Z`, by this post or an earlier one. */
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
