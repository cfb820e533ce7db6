import type { Db } from '../../db/connect.ts'
import type { Agent } from '../../tickets/ticket.ts'
import type { Networks } from '../card-facts.ts'
import type { Words } from '../render/drawing.ts'

/** What `/roost` understands: one file and one line in `index.ts`. `/roost help` is printed from the list. */
export interface Command {
  name: string
  /** What may stand after the name: `[today|yesterday|7d|30d]`. */
  usage?: string
  help: string
  /** It does more than read. */
  changes?: true
  run(asked: Asked): Promise<string | Words>
}

export interface Asked {
  db: Db
  networks: Networks
  workspaceId: string
  by: Agent
  leads: boolean
  /** What stands after the command's name. */
  words: string
  channelId: string
  /** Where a ticket's card stands, if it does. */
  cardLink(ticketId: number): Promise<string | undefined>
  now: Temporal.Instant
}
