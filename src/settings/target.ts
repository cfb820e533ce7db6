import { z } from 'zod'
import type { Target } from '../sla/targets.ts'
import { duration } from './duration.ts'
import { fields } from './fields.ts'
import { name } from './name.ts'

/** A promise and whom it is for; without `when`, for everyone. */
export const target = fields({
  when: fields({
    account: name.optional(),
    place: z.enum(['public', 'private', 'review']).optional(),
    priority: z.enum(['urgent', 'high', 'normal', 'low']).optional(),
    tag: name.optional(),
  }).default({}),
  firstReply: duration.optional(),
  nextReply: duration.optional(),
  resolution: duration.optional(),
  schedule: name.optional(),
}).superRefine((target: Target, context) => {
  if (!target.firstReply && !target.nextReply && !target.resolution)
    context.addIssue({ code: 'custom', message: 'Promise at least one of firstReply, nextReply and resolution.' })
})
