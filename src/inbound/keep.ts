import type { Db } from '../db/connect.ts'
import { diskTrouble } from '../db/disk-trouble.ts'
import { sql } from '../db/sql.ts'

export interface RawDelivery {
  network: string
  account: string | undefined
  body: string
  receivedAt: Temporal.Instant
}

/** The way in is full, or the database is away: the network is asked to come again. */
export class NotKept extends Error {}

const ROWS_AT_ONCE = 200
const INSERTS_AT_ONCE = 2
const WAITING_AT_MOST = 5000

/**
 * Keeps raw deliveries. Those that come while an insert is under way share the next one, so a lone delivery waits for
 * nothing and a thousand cost a few inserts. Each promise resolves once its row is committed, and rejects with `NotKept`.
 */
export function keeper(db: Db, workspaceId: string): (delivery: RawDelivery) => Promise<void> {
  const waiting: { delivery: RawDelivery; kept: () => void; lost: (error: unknown) => void }[] = []
  let inserts = 0

  function next() {
    if (inserts >= INSERTS_AT_ONCE || waiting.length === 0) return
    const batch = waiting.splice(0, ROWS_AT_ONCE)
    inserts += 1
    insert(
      db,
      workspaceId,
      batch.map(({ delivery }) => delivery),
    )
      .then(() => {
        for (const { kept } of batch) kept()
      })
      .catch(() => oneByOne(batch))
      .finally(() => {
        inserts -= 1
        next()
      })
  }

  /** One row that the database cannot hold must not fail its neighbours. */
  async function oneByOne(batch: typeof waiting) {
    for (const { delivery, kept, lost } of batch)
      await insert(db, workspaceId, [delivery]).then(kept, (error) =>
        lost(new NotKept(`${diskTrouble(error) ?? 'Not kept'}; networks are asked to come again`, { cause: error })),
      )
  }

  return (delivery) =>
    new Promise((kept, lost) => {
      if (waiting.length >= WAITING_AT_MOST) return lost(new NotKept('Too many deliveries wait'))
      waiting.push({ delivery, kept, lost })
      next()
    })
}

/** As one JSON text: an array as a parameter is bound by one driver, and not by the other. */
async function insert(db: Db, workspaceId: string, deliveries: RawDelivery[]): Promise<void> {
  const rows = deliveries.map(({ network, account, body, receivedAt }) => ({
    ...{ network, account, body: body.replaceAll('\0', '\uFFFD'), received_at: receivedAt.toString() },
  }))
  await db.execute(sql`
    with kept as (
      insert into deliveries (workspace_id, network, account, body, received_at)
      select ${workspaceId}, network, account, body, received_at
      from json_to_recordset(${JSON.stringify(rows)}::text::json)
        as delivery (network text, account text, body text, received_at timestamptz)
    )
    select pg_notify('deliveries', '')`)
}
