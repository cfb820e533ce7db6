import { z } from 'zod'
import { type Block, homeBlock, messageBlock, modalBlock } from './block-kit/blocks.ts'
import { plainText } from './block-kit/text.ts'
import { textLength } from './block-kit/text-length.ts'
import { uniqueIds } from './block-kit/unique-ids.ts'

// Undocumented, but Slack's maintainers name it in slackapi/bolt-js#2509.
const mostText = 12_000

/** The blocks of a message: at most 50, one table, and about 12,000 characters of text in all. */
export const message = z
  .array(messageBlock)
  .max(50)
  .superRefine(uniqueIds)
  .refine((blocks) => blocks.filter((block) => block.type === 'table').length <= 1, {
    message: 'only one table is allowed',
  })
  .refine((blocks) => textLength(blocks) <= mostText, {
    message: 'the blocks hold more than 12,000 characters of text',
    params: { error: 'msg_blocks_too_long' },
  })

const about = {
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
}

/** A modal view as `views.open`, `views.update` and `views.push` take it. */
export const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    blocks: z.array(modalBlock).max(100).superRefine(uniqueIds),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...about,
  })
  .refine((view) => view.submit !== undefined || !view.blocks.some((block) => block.type === 'input'), {
    message: 'missing required field: submit',
  })

/** An App Home view as `views.publish` takes it. */
export const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(homeBlock).max(100).superRefine(uniqueIds),
  ...about,
})

export type { Block }
export type Modal = z.infer<typeof modal>
export type Home = z.infer<typeof home>
