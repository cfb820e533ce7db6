import { NetworkError } from '../network.ts'
import type { Part } from '../poll-parts.ts'

/** Each list wants a permission of its own; without it the others are heard, and this one from where it stood, once granted. */
export function ifAllowed(part: Part): Part {
  return async (before) => {
    try {
      return await part(before)
    } catch (error) {
      if (error instanceof NetworkError && (error.account || error.permanent)) return { incoming: [] }
      throw error
    }
  }
}
