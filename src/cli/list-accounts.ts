import { accounts, channels, deliveries } from '../db/schema.ts'
import { and, asc, eq, isNull, min } from '../db/sql.ts'
import { durationInWords } from '../sla/duration-in-words.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import type { CliCommand, Context } from './context.ts'

/** Younger than this is no lag: one question is just under way. */
const AT_ONCE = Temporal.Duration.from({ seconds: 10 })

/** `accounts`: each connected account, how it is, when it last brought a message, and how far it is behind. */
export const listAccounts: CliCommand = async (context, _args, io) => {
  const { db, workspaceId, now } = context
  const rows = await db
    .select({ account: accounts, channel: channels.name })
    .from(accounts)
    .leftJoin(channels, eq(channels.id, accounts.channelId))
    .where(eq(accounts.workspaceId, workspaceId))
    .orderBy(asc(accounts.network), asc(accounts.name))
  if (rows.length === 0)
    await io.out('No account is connected. Connect one with: npm run connect -- <network> field=value …')
  for (const { account, channel } of rows) {
    const last = account.lastMessageAt ? `${durationInWords(account.lastMessageAt.until(now()))} ago` : 'none yet'
    const where = channel ? `#${channel}` : 'the default channel'
    const lag = await lagOf(context, account)
    await io.out(
      [account.network, account.name, stateOf(account), `last message: ${last}`, `lag: ${lag}`, where].join('\t'),
    )
  }
  return 0
}

function stateOf({ pausedAt, pausedBecause, troubleSince, trouble }: AccountRow): string {
  if (pausedAt) return `paused since ${minute(pausedAt)}: ${pausedBecause}`
  return troubleSince ? `not read in full since ${minute(troubleSince)}, tried again: ${trouble}` : 'works'
}

function minute(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'minute' })
}

/** Since when something may stand on the network that is not here: the last question it answered, the oldest delivery that waits. */
async function lagOf(context: Context, account: AccountRow): Promise<string> {
  const every = Number(account.options.poll ?? context.networks.get(account.network)?.poll?.everySeconds ?? 0)
  const asked = every ? (account.polledAt ?? account.connectedAt) : undefined
  const behind = [
    ...(asked ? [asked.until(Temporal.Now.instant()).subtract({ seconds: every })] : []),
    ...(await waiting(context, account)),
  ]
  const [most] = behind.toSorted(Temporal.Duration.compare).toReversed()
  if (!most || Temporal.Duration.compare(most, AT_ONCE) <= 0) return 'none'
  return durationInWords(most)
}

async function waiting({ db, workspaceId, now }: Context, { network }: AccountRow): Promise<Temporal.Duration[]> {
  const [oldest] = await db
    .select({ receivedAt: min(deliveries.receivedAt) })
    .from(deliveries)
    .where(
      and(
        ...[eq(deliveries.workspaceId, workspaceId), eq(deliveries.network, network)],
        ...[isNull(deliveries.takenAt), isNull(deliveries.failedAt)],
      ),
    )
  return oldest?.receivedAt ? [oldest.receivedAt.until(now())] : []
}
