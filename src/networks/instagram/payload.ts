import { z } from 'zod'
import { id } from '../loosely.ts'
import { entry as page } from '../meta/payload.ts'

/** Comments come in `changes[]`, or, by Instagram's own login, with `field` and `value` in the entry itself. */
export const entry = page.extend({ field: z.string().optional(), value: z.unknown().optional() })

/** The id is `id` or `comment_id`, depending on the login and on the page of the documentation. */
export const comment = z
  .object({
    id: id.optional(),
    comment_id: id.optional(),
    parent_id: id.optional(),
    text: z.string().default(''),
    from: z.object({ id, username: z.string().optional(), self_ig_scoped_id: id.optional() }),
    media: z.object({ id }),
  })
  .transform((value, context) => {
    const known = value.id ?? value.comment_id
    if (known === undefined) context.addIssue({ code: 'custom', path: ['id'], message: 'expected id or comment_id' })
    return { ...value, id: known ?? '' }
  })

export const mention = z.object({ media_id: id, comment_id: id.optional() })
