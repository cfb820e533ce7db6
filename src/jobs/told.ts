import type { Db } from '../db/connect.ts'
import { agents, episodes, reminders, tickets } from '../db/schema.ts'
import { and, asc, eq, isNotNull, isNull, or } from '../db/sql.ts'
import type { Ladder, Tell } from '../sla/ladder.ts'
import { isAway } from '../tickets/away.ts'
import { MEANWHILE } from './fall-due.ts'

/** Something that was said about an open ticket, and is true still. */
export interface Told {
  ticketId: number
  channelId: string
  kind: string
  dueAt: Temporal.Instant
  tell: Tell
  /** When a list called somebody for it. */
  calledAt: Temporal.Instant | null
  /** Said when it fell due, and not long after, while Roost was away. */
  inTime: boolean
  schedule: string | null
}

/** Everything said that a list may name, what is due first, first. Tickets about which nothing was said are not read. */
export async function told(
  tx: Db,
  workspaceId: string,
  ladder: Pick<Ladder, 'steps'>,
  now: Temporal.Instant,
): Promise<Told[]> {
  const stillTrue = or(
    eq(reminders.dueAt, episodes.dueAt),
    eq(reminders.dueAt, tickets.solveBy),
    and(eq(reminders.kind, 'window'), isNotNull(episodes.id), eq(reminders.dueAt, tickets.windowUntil)),
    and(eq(reminders.kind, 'comeBack'), eq(reminders.dueAt, tickets.comeBackAt)),
    eq(reminders.kind, 'release'),
  )
  const rows = await tx
    .select({ ticket: tickets, said: reminders, owner: agents })
    .from(tickets)
    .leftJoin(episodes, and(eq(episodes.ticketId, tickets.id), isNull(episodes.endedAt)))
    .innerJoin(reminders, and(eq(reminders.ticketId, tickets.id), stillTrue))
    .leftJoin(agents, eq(agents.id, tickets.claimedBy))
    .where(
      and(
        ...[eq(tickets.workspaceId, workspaceId), isNotNull(tickets.listedAt)],
        ...[isNull(tickets.closedAt), isNotNull(tickets.channelId)],
      ),
    )
    .orderBy(asc(reminders.dueAt), asc(tickets.id))
  return rows.flatMap(({ ticket, said, owner }) => {
    const fits = tellOf(said.kind, ticket.claimedBy !== null, ladder)
    // What an owner who is away would be told is told to those on duty, until the owner is back.
    const tell = fits === 'owner' && owner && isAway(owner, now) ? 'duty' : fits
    if (!tell || !ticket.channelId) return []
    // Snoozed, it is quiet; but the leads see what is late.
    if (ticket.snoozedAt && tell !== 'leads') return []
    // An owner who took it since knows how it stood.
    if (tell === 'owner' && ticket.claimedAt && Temporal.Instant.compare(said.saidAt, ticket.claimedAt) < 0) return []
    return {
      ...{ ticketId: ticket.id, channelId: ticket.channelId, tell },
      ...{ kind: said.kind, dueAt: said.dueAt, schedule: said.schedule, calledAt: said.calledAt },
      inTime: Temporal.Instant.compare(said.at.add(MEANWHILE), said.saidAt) >= 0,
    }
  })
}

/** Who is to know of it as the ticket stands now; nobody, if the step was about a ticket that had an owner, or had none. */
function tellOf(kind: string, claimed: boolean, { steps }: Pick<Ladder, 'steps'>): Tell | undefined {
  if (kind === 'window' || kind === 'comeBack') return claimed ? 'owner' : 'duty'
  if (kind === 'release') return claimed ? 'owner' : undefined
  const fits = steps.filter(({ ticket }) => ticket === 'any' || (ticket === 'claimed') === claimed)
  return fits.find(({ tell, at }) => `${tell}-${at}` === kind)?.tell
}
