import { ApiError } from './api-error.ts'

/** A page of a list; a cursor is opaque to the caller and is only the place to go on from. */
export function page<Item>(all: Item[], limit: number, cursor: string | undefined): { items: Item[]; next: string } {
  const from = cursor
    ? Number(
        Buffer.from(cursor, 'base64')
          .toString()
          .match(/^next:(\d+)$/)?.[1],
      )
    : 0
  if (Number.isNaN(from)) throw new ApiError('invalid_cursor')
  const more = from + limit < all.length
  return {
    items: all.slice(from, from + limit),
    next: more ? Buffer.from(`next:${from + limit}`).toString('base64') : '',
  }
}
