import { z } from 'zod'

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).round('millisecond')
  } catch {
    context.addIssue('expected a date and time')
    return z.NEVER
  }
})

/** Some software of the same interface counts, some writes words. */
const id = z.union([z.string().min(1), z.int().transform(String)])

export const account = z.object({
  id,
  acct: z.string(),
  display_name: z.string().nullish(),
  url: z.string().nullish(),
  avatar: z.string().nullish(),
  followers_count: z.int().nullish(),
})

const attachment = z.object({
  type: z.string(),
  url: z.string().nullish(),
  remote_url: z.string().nullish(),
  description: z.string().nullish(),
})

export const status = z.object({
  id,
  created_at: instant,
  edited_at: instant.nullish(),
  account,
  content: z.string().default(''),
  spoiler_text: z.string().nullish(),
  visibility: z.string(),
  url: z.string().nullish(),
  uri: z.string().nullish(),
  in_reply_to_id: id.nullish(),
  in_reply_to_account_id: id.nullish(),
  media_attachments: z.array(attachment).default([]),
})

export type Status = z.infer<typeof status>

export const notification = z.object({ id, type: z.string(), created_at: instant, status })

export const named = z.object({ id })
