import { z } from 'zod'

/** An object of exactly these fields. A field that is not one of them, a typing mistake mostly, is refused by name. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      const known = Object.keys(shape).join(', ')
      return issue.code === 'unrecognized_keys'
        ? `There is no such field. Known here: ${known}.`
        : `Write fields here: ${known}.`
    },
  })
}
