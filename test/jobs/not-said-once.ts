import { eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '../../src/db/connect.ts'
import { posts, reminders, tickets } from '../../src/db/schema.ts'
import { standing } from '../../src/tickets/standing.ts'

/** What was due by now and is not said, was said before its time, or was said or called for more than once. */
export async function notSaidOnce(db: Db, now: Temporal.Instant): Promise<string[]> {
  const isPast = (at: Temporal.Instant) => Temporal.Instant.compare(at, now) <= 0
  const open = await db.select().from(tickets).where(isNull(tickets.closedAt))
  const unsaid: string[] = []
  for (const ticket of open) {
    const { toSay } = await standing(db, ticket, now)
    if (toSay && isPast(toSay.at)) unsaid.push(`#${ticket.id} ${toSay.kind} was due at ${toSay.at}, and is not said`)
  }
  const said = await db.select().from(reminders)
  const early = said
    .filter(({ at }) => !isPast(at))
    .map(({ ticketId, kind, at }) => `#${ticketId} ${kind} before ${at}`)
  const once = await db
    .select()
    .from(posts)
    .where(inArray(posts.kind, ['reminder', 'digest']))
  const again = once.filter(({ wanted }) => wanted !== 1).map(({ kind, subject }) => `${kind} ${subject} once more`)
  return [...unsaid, ...early, ...again, ...(await wronglyCalled(db))]
}

/** Each call stands on one list, and each list's calls are written down. */
async function wronglyCalled(db: Db): Promise<string[]> {
  const lists = await db.select().from(posts).where(isNull(posts.ticketId))
  const calls = lists.flatMap(({ createdAt, data }) =>
    [data.mention ?? []].flat().map((id) => `#${id} at ${createdAt}`),
  )
  const called = await db.select().from(reminders).where(isNotNull(reminders.calledAt))
  const kept = called.map(({ ticketId, calledAt }) => `#${ticketId} at ${calledAt}`)
  return [
    ...calls.filter((call) => !kept.includes(call)).map((call) => `${call} is called for, and not written down`),
    ...kept.filter((call) => !calls.includes(call)).map((call) => `${call} is written down, and not called for`),
  ]
}

/** So many reminders were said, digests posted, and calls made. */
export async function saidSoFar(db: Db): Promise<{ reminders: number; digests: number; calls: number }> {
  const said = await db.select().from(reminders)
  return {
    reminders: said.length,
    digests: await db.$count(posts, eq(posts.kind, 'digest')),
    calls: said.filter(({ calledAt }) => calledAt).length,
  }
}
