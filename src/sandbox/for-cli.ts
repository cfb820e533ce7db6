import type { Db } from '../db/connect.ts'
import { channels, workspaces } from '../db/schema.ts'
import { team, channels as teamChannels } from './company.ts'

/** The sandbox's workspace for a command while it does not run. */
export async function sandboxContext(db: Db, now: Temporal.Instant) {
  await db.insert(workspaces).values({ id: team.id, name: team.name, createdAt: now }).onConflictDoNothing()
  return {
    workspaceId: team.id,
    async channelNamed(wanted: string): Promise<string> {
      const found = teamChannels.find(({ id, name }) => id === wanted || name === wanted.replace(/^#/, ''))
      if (!found) throw new Error(`There is no channel ${wanted} in the sandbox`)
      await db.insert(channels).values({ id: found.id, workspaceId: team.id, name: found.name }).onConflictDoNothing()
      return found.id
    },
  }
}
