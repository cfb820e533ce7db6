import { asc, eq } from 'drizzle-orm'
import { accounts, channels } from '../db/schema.ts'
import { durationInWords } from '../sla/duration-in-words.ts'
import type { CliCommand } from './context.ts'

/** `accounts`: each connected account, how it is, and when it last brought a message. */
export const listAccounts: CliCommand = async ({ db, workspaceId, now }, _args, io) => {
  const rows = await db
    .select({ account: accounts, channel: channels.name })
    .from(accounts)
    .leftJoin(channels, eq(channels.id, accounts.channelId))
    .where(eq(accounts.workspaceId, workspaceId))
    .orderBy(asc(accounts.network), asc(accounts.name))
  if (rows.length === 0)
    await io.out('No account is connected. Connect one with: npm run connect -- <network> field=value …')
  for (const { account, channel } of rows) {
    const state = account.pausedAt ? `paused: ${account.pausedBecause}` : 'works'
    const last = account.lastMessageAt ? `${durationInWords(account.lastMessageAt.until(now()))} ago` : 'none yet'
    const where = channel ? `#${channel}` : 'the default channel'
    await io.out([account.network, account.name, state, `last message: ${last}`, where].join('\t'))
  }
  return 0
}
