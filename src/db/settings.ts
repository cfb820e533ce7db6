import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './connect.ts'
import { settings } from './schema.ts'

/** What a workspace's leads decide. Each part is a row, so that two leads who change two things do not undo each other. */
export type Settings = z.infer<typeof shape>

const shape = z.object({
  /** Where tickets go whose account has no channel of its own: a Slack channel id. */
  channel: z.string().optional(),
  zone: z.string().default('UTC'),
  /** Local time of day, as 09:00. */
  digestTime: z.string().default('09:00'),
  replyTargetMinutes: z.number().int().positive().default(60),
  /** A message with one of these is urgent. */
  urgent: z.array(z.string()).default(['charged twice', 'outage', 'is the site down']),
  /** Said after a close, these join the closed ticket without a clock. */
  thanks: z
    .array(z.string())
    .default(['thanks', 'thank you', 'thx', 'danke', 'merci', 'gracias', 'obrigado', 'obrigada', 'hvala', 'tack']),
})

export async function readSettings(db: Db, workspaceId: string): Promise<Settings> {
  const rows = await db.select().from(settings).where(eq(settings.workspaceId, workspaceId))
  return shape.parse(Object.fromEntries(rows.map((row) => [row.name, row.value])))
}

export async function writeSettings(db: Db, workspaceId: string, changes: Partial<Settings>): Promise<void> {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue
    await db
      .insert(settings)
      .values({ workspaceId, name, value })
      .onConflictDoUpdate({ target: [settings.workspaceId, settings.name], set: { value } })
  }
}
