import type { Db } from '../db/connect.ts'
import { files } from '../db/schema.ts'
import { and, eq, inArray, isNull } from '../db/sql.ts'
import type { Message } from './ticket.ts'

export type FileRow = typeof files.$inferSelect

/** The files of these messages: in Slack, on their way there, or given up. */
export function filesOf(db: Db, of: Pick<Message, 'id' | 'workspaceId' | 'attachments'>[]): Promise<FileRow[]> {
  const ids = of.filter(({ attachments }) => attachments.length > 0).map(({ id }) => id)
  const [first] = of
  if (!first || ids.length === 0) return Promise.resolve([])
  return db
    .select()
    .from(files)
    .where(and(eq(files.workspaceId, first.workspaceId), inArray(files.messageId, ids), isNull(files.unwantedAt)))
}
