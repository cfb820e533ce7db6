import type { Db } from '../../db/connect.ts'
import { agents } from '../../db/schema.ts'
import { and, eq, isNull } from '../../db/sql.ts'
import type { Agent } from '../../tickets/ticket.ts'
import type { ListButton } from '../list-buttons.ts'

/** The first words on Home go, and do not come again. */
export const welcomedButton: ListButton = {
  id: 'welcomed',
  async press({ db, now }, _value, by) {
    await isWelcomed(db, by, now())
    return undefined
  },
}

export async function isWelcomed(db: Db, { id }: Agent, now: Temporal.Instant): Promise<void> {
  await db
    .update(agents)
    .set({ welcomedAt: now })
    .where(and(eq(agents.id, id), isNull(agents.welcomedAt)))
}
