import type { z } from 'zod'
import type { Unreadable } from './network.ts'

/** Names the fields that are wrong and what they should be, never what stood in them: the operator reads it in Slack. */
export function unreadable(what: string, error: z.ZodError): Unreadable {
  const fields = error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '))
  return { is: 'unreadable', why: `${what}: ${fields.join('; ')}` }
}
