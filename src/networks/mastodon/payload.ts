import { z } from 'zod'
import { each, id, moment, whole, words } from '../loosely.ts'

export const account = z.object({
  id,
  acct: z.string(),
  display_name: words,
  url: words,
  avatar: words,
  followers_count: whole.optional().catch(undefined),
})

const attachment = z.object({
  type: z.string(),
  url: words,
  remote_url: words,
  description: words,
})

export const status = z.object({
  id,
  created_at: moment,
  edited_at: moment.optional().catch(undefined),
  account,
  content: z.string().default(''),
  spoiler_text: words,
  visibility: z.string(),
  url: words,
  uri: words,
  in_reply_to_id: id.optional(),
  in_reply_to_account_id: id.optional(),
  media_attachments: each(attachment),
})

export type Status = z.infer<typeof status>

export const notification = z.object({ id, type: z.string(), created_at: moment, status })

export const named = z.object({ id })
