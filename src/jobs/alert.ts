import type { Db } from '../db/connect.ts'
import { PRIORITY, showOnce } from '../db/posts.ts'

export interface Alert {
  workspaceId: string
  channelId: string
  /** The same trouble has the same key: it is said once a day, however often it happens. */
  key: string
  says: string
}

/** Tells those who look after Roost, loudly. */
export async function alert(
  db: Db,
  { workspaceId, channelId, key, says }: Alert,
  now: Temporal.Instant,
): Promise<void> {
  const day = now.toString().slice(0, 10)
  await showOnce(
    db,
    { workspaceId, channelId, kind: 'alert', subject: `${key}/${day}`, data: { says } },
    PRIORITY.list,
    now,
  )
}
