import { z } from 'zod'
import type { Route } from '../rules/route.ts'
import { fields } from './fields.ts'
import { language } from './language.ts'
import { name } from './name.ts'

const word = z.string().trim().min(1, 'Leave no empty words.').max(100, 'Use at most 100 characters.')
const tag = z.string().trim().toLowerCase().min(1, 'Leave no empty tags.').max(50, 'A tag has at most 50 characters.')
const count = (most: number, sentence: string) => z.int(sentence).min(1, sentence).max(most, sentence)

/** Kept by its id; in a file it may stand by its name, which is looked up when the file is taken in. */
const channel = z.string().regex(/^(#\S{1,80}|[CG][A-Z0-9]{1,20})$/, 'Write a channel, such as #care.')

/** Which new tickets go elsewhere, or begin with a priority or tags. The first one that fits counts. */
export const route = fields({
  when: fields({
    words: z.array(word).min(1, 'Name at least one word.').optional(),
    language: language.optional(),
    account: name.optional(),
    place: z.enum(['public', 'private', 'review']).optional(),
    ratingAtMost: count(5, 'Write a number of stars, from 1 to 5.').optional(),
    followersAtLeast: count(1_000_000_000, 'Write a number of followers, such as 10000.').optional(),
  }),
  channel: channel.optional(),
  priority: z.enum(['urgent', 'high', 'normal', 'low']).optional(),
  tags: z.array(tag).min(1, 'Name at least one tag.').max(10, 'Name at most 10 tags.').optional(),
}).superRefine(({ when, channel, priority, tags }: Route, context) => {
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
  if (Object.values(when).every((one) => one === undefined))
    refuse(['when'], 'Say which tickets: words, language, account, place, ratingAtMost or followersAtLeast.')
  if (!channel && !priority && !tags) refuse([], 'Say what becomes of them: channel, priority or tags.')
})
