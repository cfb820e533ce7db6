import type { Db } from '../db/connect.ts'
import { channels } from '../db/schema.ts'
import { inArray } from '../db/sql.ts'
import type { Stored } from '../settings/stored.ts'

/** The first of the wanted channels that Slack lets us post in; else the default one. */
export async function channelFor(
  tx: Db,
  wanted: (string | null | undefined)[],
  settings: Pick<Stored, 'channel'>,
): Promise<string | null> {
  const channel = settings.channel ?? null
  const ids = wanted.filter((id) => id != null)
  if (ids.length === 0) return channel
  const known = await tx.select().from(channels).where(inArray(channels.id, ids))
  return ids.find((id) => known.some((row) => row.id === id && row.lostAt === null)) ?? channel
}
