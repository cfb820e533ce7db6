import type { Db } from '../db/connect.ts'
import { accounts } from '../db/schema.ts'
import { and, eq, isNull, lte, or } from '../db/sql.ts'
import { durationInWords } from '../sla/duration-in-words.ts'
import { alert } from './alert.ts'

/** Networks stumble, and nobody need know. */
const AFTER = { minutes: 15 }
const EVERY = { hours: 24 }

interface Asked {
  account: typeof accounts.$inferSelect
  /** Of its network, for the sentence. */
  label: string
  /** Where it is told of if it has no channel of its own. */
  channelId: string
}

/**
 * Tells the channel of an account that has been asked in vain for a while, loudly, once a day until it answers. Claimed with
 * the telling itself, so that restarts and replicas say nothing twice.
 */
export function tellTrouble(db: Db, { account, label, channelId }: Asked, now: Temporal.Instant): Promise<void> {
  return db.transaction(async (tx) => {
    const [due] = await tx
      .update(accounts)
      .set({ troubleToldAt: now })
      .where(
        and(
          ...[eq(accounts.id, account.id), isNull(accounts.pausedAt), lte(accounts.troubleSince, now.subtract(AFTER))],
          or(isNull(accounts.troubleToldAt), lte(accounts.troubleToldAt, now.subtract(EVERY))),
        ),
      )
      .returning()
    if (!due?.troubleSince) return
    const lasting = durationInWords(due.troubleSince.until(now))
    const why = due.trouble?.replace(/[^.!?]$/, '$&.')
    const says = `${due.name} on ${label} has not been read in full for ${lasting}: ${why} What was written meanwhile comes in once it can be read. If ${label} works elsewhere, look whether it can be reached from where Roost runs.`
    const key = `trouble/${due.id}/${now.epochMilliseconds}`
    await alert(tx, { workspaceId: due.workspaceId, channelId: due.channelId ?? channelId, key, says }, now)
  })
}
