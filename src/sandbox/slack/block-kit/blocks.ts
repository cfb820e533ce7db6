import { z } from 'zod'
import { actionElement, image as imageElement, inputElement, sectionAccessory, slackFile } from './elements.ts'
import { richText } from './rich-text.ts'
import { anyText, mrkdwn, plainText } from './text.ts'

const blockId = z.string().max(255).optional()

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: sectionAccessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((it) => it.text !== undefined || it.fields !== undefined, { message: 'missing required field: text' })

const header = z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) })

const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId })

const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, mrkdwn(2000), plainText(2000)]))
    .min(1)
    .max(10),
})

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z.array(actionElement).min(1).max(25),
})

const image = z
  .strictObject({
    type: z.literal('image'),
    block_id: blockId,
    image_url: z.url().max(3000).optional(),
    slack_file: slackFile.optional(),
    alt_text: z.string().min(1).max(2000),
    title: plainText(2000).optional(),
  })
  .refine((it) => (it.image_url === undefined) !== (it.slack_file === undefined), {
    message: 'must provide exactly one of: image_url, slack_file',
  })

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
})

const markdown = z.strictObject({
  type: z.literal('markdown'),
  block_id: blockId,
  text: z.string().min(1).max(12_000),
})

const cell = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('raw_text'), text: z.string() }), richText])

const table = z.strictObject({
  type: z.literal('table'),
  block_id: blockId,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
})

const alert = z.strictObject({
  type: z.literal('alert'),
  block_id: blockId,
  text: anyText(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
})

const everywhere = [section, header, divider, context, actions, image, input, richText] as const

export const messageBlock = z.discriminatedUnion('type', [...everywhere, markdown, table])
export const modalBlock = z.discriminatedUnion('type', [...everywhere, alert])
export const homeBlock = z.discriminatedUnion('type', [...everywhere, table])

export type Block = z.infer<typeof messageBlock> | z.infer<typeof modalBlock>
