import type { Post } from '../db/posts.ts'

/** What a list's post was last asked to say. */
export interface Listed {
  listed: number[]
  /** Those for whom this very post mentions somebody. */
  mention: number[]
}

export function listedOn(post: Post): Listed {
  const { listed, mention } = post.data
  const numbers = (value: unknown) => (Array.isArray(value) ? value.map(Number) : [])
  return { listed: numbers(listed), mention: numbers(mention) }
}
