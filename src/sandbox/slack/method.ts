import type { z } from 'zod'
import type { Tier } from './rate-limits.ts'
import type { Slack } from './slack.ts'

/** One Web API method: who may call it, how often, with what, and what it does. */
export interface Method {
  tier: Tier
  scopes?: string[]
  token?: 'bot' | 'app'
  input: z.ZodType
  run: (input: never, slack: Slack) => object | Promise<object>
}

/** Ties the types of `input` and `run` together. */
export function method<S extends z.ZodType>(one: {
  tier: Tier
  /** Any one of these suffices. */
  scopes?: string[]
  token?: 'bot' | 'app'
  input: S
  run: (input: z.infer<S>, slack: Slack) => object | Promise<object>
}): Method {
  return one
}
