import { channels } from '../../db/schema.ts'
import { and, eq } from '../../db/sql.ts'
import { settingsOf } from '../../settings/stored.ts'
import { lastDigest } from '../../stats/claim-digest.ts'
import { digest } from '../../stats/digest.ts'
import { digestFacts } from '../../stats/digest-facts.ts'
import { digestWords } from '../digest.ts'
import { keptPicture } from '../digest-picture.ts'
import type { Command } from './command.ts'

export const digestCommand: Command = {
  name: 'digest',
  help: 'This channel’s digest as it would be now, since the last one.',
  async run({ db, workspaceId, channelId, now }) {
    const [channel] = await db
      .select()
      .from(channels)
      .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, channelId)))
    if (!channel) return 'No tickets come into this channel. `/roost stats` has the figures of all of them.'
    const { zone, openings } = await settingsOf(db, workspaceId)
    const last = await lastDigest(db, workspaceId, channelId, now)
    const span = { from: last?.until ?? now.subtract({ hours: 24 }), to: now }
    const said = digest(await digestFacts(db, { workspaceId, channelId, span, zone, dueAt: now }, now, openings))
    // The chart shows whole days: the one of this morning is still true, and an older one is not.
    const today = now.toZonedDateTimeISO(zone).toPlainDate().toString()
    return digestWords(said, channelId, span, last?.day === today ? keptPicture(last) : undefined)
  },
}
