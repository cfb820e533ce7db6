import type { State } from '../state.ts'
import type { Deliver } from './deliver.ts'
import type { RateLimits } from './rate-limits.ts'
import type { Triggers } from './triggers.ts'
import type { Manifest } from './workspace.ts'

/** What every part of the stand-in Slack works with. */
export interface Slack {
  state: State
  origin: string
  /** Where the bytes of uploaded files lie. */
  filesDir: string
  now: () => Temporal.Instant
  manifest: Manifest
  secrets: Secrets
  triggers: Triggers
  limits: RateLimits
  deliver: Deliver
  nextTs: () => string
  /** A one-time pass for a Socket Mode connection. */
  ticket: () => string
}

export interface Secrets {
  botToken: string
  appToken: string
  signingSecret: string
}
