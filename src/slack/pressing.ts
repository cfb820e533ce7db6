import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import type { Account } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import type { Networks } from './card-facts.ts'
import type { Draw } from './draw.ts'
import type { GiveWay } from './give-way.ts'
import type { Carried } from './in-place.ts'
import type { newestOnly } from './newest-only.ts'
import type { Who } from './who.ts'

/** What presses, modals and commands need of the house. */
export interface Pressing extends Pick<GiveWay, 'awaited'> {
  db: Db
  workspaceId: string
  networks: Networks
  client: WebClient
  who: Who
  draw: Draw
  accountOf: (row: AccountRow) => Account
  customerUrl: string | undefined
  /** Sealed, for an account that has none. */
  noCredentials: string
  paceTyping: ReturnType<typeof newestOnly>
  paceHome: ReturnType<typeof newestOnly>
  /** Slack ids of those who have opened Home since the start. */
  homes: Set<string>
  now: () => Temporal.Instant
  log: Logger
}

/** Where a press came from, and how to answer it. */
export interface From {
  slackId: string
  /** The message that holds the button; none inside a modal. */
  message?: { ts: string; channel: string; block: string }
  responseUrl?: string
  trigger: string
  /** Pressed on Home, or in a modal that was opened there: Home is drawn afresh afterwards. */
  home?: boolean
  /** The modal that holds the button, if one does: its id, whose it is, what it carries. */
  view?: { id: string; of: string; carried: Carried }
}

export interface HeldView {
  id: string
  private_metadata: string
  state: { values: unknown }
}
