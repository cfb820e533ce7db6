import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { State } from '../state.ts'
import { type Deliver, overHttp } from './deliver.ts'
import { openRateLimits } from './rate-limits.ts'
import type { Secrets, Slack } from './slack.ts'
import { openSocketMode } from './socket-mode.ts'
import { openTriggers } from './triggers.ts'
import type { Manifest } from './workspace.ts'

export interface SlackOptions {
  state: State
  origin: string
  filesDir: string
  now: () => Temporal.Instant
  manifest: Manifest
  /** How many posts a rested channel takes at once before it is one a second. */
  channelBurst: number
}

export interface OpenSlack extends Slack {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  close(): void
}

export function openSlack({ state, origin, filesDir, now, manifest, channelBurst }: SlackOptions): OpenSlack {
  const secrets = readSecrets(state)
  const sockets = openSocketMode()
  const http = overHttp(`${origin}/slack/events`, secrets.signingSecret)
  const deliver: Deliver = (type, body, retry) =>
    sockets.isOpen() ? sockets.deliver(type, body, retry) : http(type, body, retry)
  return {
    state,
    origin,
    filesDir,
    now,
    manifest,
    secrets,
    triggers: openTriggers(),
    limits: openRateLimits(channelBurst),
    deliver,
    nextTs: countTs(state, now),
    ticket: sockets.ticket,
    upgrade: sockets.upgrade,
    close: sockets.close,
  }
}

function readSecrets(state: State): Secrets {
  const secret = (name: string, make: () => string) => state.secrets.get(name) ?? state.secrets.put(name, make())
  return {
    botToken: secret('botToken', () => `xoxb-sandbox-${randomBytes(12).toString('hex')}`),
    appToken: secret('appToken', () => `xapp-sandbox-${randomBytes(12).toString('hex')}`),
    signingSecret: secret('signingSecret', () => randomBytes(16).toString('hex')),
  }
}

// A ts names a message, so it never repeats, and it never runs backwards when the clock is set back by a restart.
function countTs(state: State, now: () => Temporal.Instant): () => string {
  let last = state.messages.all().reduce((most, one) => Math.max(most, Math.round(Number(one.ts) * 1e6)), 0)
  return () => {
    last = Math.max(last + 1, now().epochMilliseconds * 1000)
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`
  }
}
