import type { Db } from '../../db/connect.ts'
import type { Subject } from '../../sla/targets.ts'
import type { HistoryLine } from './line.ts'
import { lookUp, messagesOf, numbers } from './look-up.ts'
import { place } from './place.ts'
import { courseOf } from './turns.ts'
import { writeMessages, writeTickets, writeTurns } from './write.ts'

export interface Setting {
  workspaceId: string
  /** By name. */
  accounts: Map<string, AccountOf>
  /** When an answer to a message of that moment was due; null: nothing was promised. */
  promise: (subject: Subject, metric: 'firstReply' | 'nextReply', from: Temporal.Instant) => Temporal.Instant | null
}

export interface AccountOf {
  id: number
  name: string
  channelId: string | null
}

/**
 * Keeps some lines of history in one transaction and a dozen statements, however many they are. What is here already is not
 * kept twice; a live ticket is joined, but its clock never touched. Gives how many messages were new.
 */
export function keep(db: Db, setting: Setting, lines: HistoryLine[], now: Temporal.Instant): Promise<number> {
  return db.transaction(async (tx) => {
    const { fresh, changed } = place(await lookUp(tx, setting, lines), lines, now)
    const opened = changed.filter((ticket) => ticket.id === null)
    const kept = await messagesOf(tx, changed)
    const ids = await numbers(tx, opened.length)
    for (const [index, ticket] of opened.entries()) ticket.id = ids[index] ?? null

    const names = new Map([...setting.accounts.values()].map(({ id, name }) => [id, name]))
    const said = Map.groupBy([...kept, ...fresh], ({ ticket }) => ticket)
    const courses = changed.map((ticket) => ({
      ...{ ticket, isNew: opened.includes(ticket) },
      ...courseOf(said.get(ticket) ?? [], ticket.closedAt, (metric, from) =>
        setting.promise({ ...ticket, account: names.get(ticket.accountId) ?? '' }, metric, from),
      ),
    }))
    await writeTickets(tx, setting, courses)
    await writeMessages(tx, setting, fresh, now)
    await writeTurns(tx, setting, courses)
    return fresh.length
  })
}
