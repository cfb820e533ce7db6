import type { KnownBlock } from '@slack/types'
import type { Db } from '../../db/connect.ts'
import type { Agent } from '../../tickets/ticket.ts'
import type { Networks } from '../card-facts.ts'
import type { Who } from '../who.ts'

/** Who looks at Home, and when. */
export interface Looking {
  db: Db
  networks: Networks
  workspaceId: string
  who: Pick<Who, 'leads'>
  by: Agent
  leads: boolean
  now: Temporal.Instant
  /** Of a long list so many lines are shown; a button has the others. */
  most: number
}

/** One thing that stands on Home: a file, and a line in `home.ts`. */
export type Part = (looking: Looking) => Promise<KnownBlock[]>
