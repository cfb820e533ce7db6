import type { Db } from '../db/connect.ts'
import { tickets } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { type Priority, raised } from '../rules/priority.ts'
import { settingsOf } from '../settings/stored.ts'
import { promiseAnew } from './episode.ts'
import type { Ticket } from './ticket.ts'

/** With new words of its customer a ticket may be more pressing, and is promised anew then. Gives it as it is then. */
export async function raisePriority(
  tx: Db,
  ticket: Ticket,
  { text, priority: said }: { text: string; priority?: Priority },
): Promise<Ticket> {
  const { team } = await settingsOf(tx, ticket.workspaceId)
  const priority = raised(ticket.priority, text, said, team.urgent)
  if (priority === ticket.priority) return ticket
  await tx.update(tickets).set({ priority }).where(eq(tickets.id, ticket.id))
  const touched = { ...ticket, priority }
  return ticket.history ? touched : promiseAnew(tx, touched)
}
