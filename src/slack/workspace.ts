import { setTimeout as wait } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import type { Db } from '../db/connect.ts'
import { channels, workspaces } from '../db/schema.ts'
import { eq } from '../db/sql.ts'
import { troubleOf } from './trouble.ts'

/** Slack does not let us work: the start stops, and says this one sentence. */
export class SlackError extends Error {}

/** Slack does not answer now, or asks us to wait: nothing is wrong with what we were told. */
class SlackAway extends SlackError {
  readonly code: string
  readonly seconds: number
  constructor(code: string, seconds: number) {
    super(`Slack does not answer now (${code}); try again in a minute.`)
    this.code = code
    this.seconds = seconds
  }
}

/** Waits as long as Slack is away, so that a start in Slack's worst hour is a start. Says so once. */
export async function whenSlackAnswers<T>(say: (line: string) => void, ask: () => Promise<T>): Promise<T> {
  for (let said = false; ; said = true) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof SlackAway)) throw error
      if (!said) say(`Slack does not answer now (${error.code}). Waiting until it does.`)
      await wait(error.seconds * 1000)
    }
  }
}

export interface Workspace {
  id: string
  name: string
  botId: string
  botUserId: string
}

/** Asks Slack whose token this is, and keeps the workspace. Throws `SlackError`. */
export async function openWorkspace(db: Db, client: WebClient, now: Temporal.Instant): Promise<Workspace> {
  const answer = await client.auth.test().catch((error) => {
    throw refusalOf(
      error,
      (code) => `SLACK_BOT_TOKEN: Slack refuses it (${code}); copy it again from the Slack app, OAuth & Permissions.`,
    )
  })
  const workspace = {
    id: answer.team_id ?? '',
    name: answer.team ?? '',
    botId: answer.bot_id ?? '',
    botUserId: answer.user_id ?? '',
  }
  const { id, name } = workspace
  await db
    .insert(workspaces)
    .values({ id, name, createdAt: now })
    .onConflictDoUpdate({ target: workspaces.id, set: { name } })
  return workspace
}

/**
 * Finds a channel by id or #name, and keeps it. Throws `SlackError`: there is none, it is archived, or the bot is not in it.
 */
export async function openChannel(db: Db, client: WebClient, workspaceId: string, wanted: string): Promise<string> {
  const found = /^[CG][A-Z0-9]{6,}$/.test(wanted) ? await byId(client, wanted) : await byName(client, wanted)
  if (!found?.id)
    throw new SlackError(`There is no channel ${wanted} that Roost can see; invite it there: /invite @Roost`)
  const name = found.name ? `#${found.name}` : wanted
  if (found.is_archived) throw new SlackError(`The channel ${name} is archived; unarchive it, or name another`)
  if (!found.is_member) throw new SlackError(`Roost is not in the channel ${name}; invite it there: /invite @Roost`)
  const facts = { name: found.name ?? wanted, lostAt: null, lostBecause: null }
  const [kept] = await db
    .insert(channels)
    .values({ id: found.id, workspaceId, ...facts })
    .onConflictDoUpdate({ target: channels.id, set: facts, setWhere: eq(channels.workspaceId, workspaceId) })
    .returning()
  if (!kept)
    throw new SlackError(`The channel ${name} is shared with another workspace that uses this database; name another`)
  return found.id
}

/** What Slack says of a call, as a sentence; a pause of Slack's own as `SlackAway`. */
function refusalOf(error: unknown, says: (code: string) => string): SlackError {
  const trouble = troubleOf(error)
  if (trouble.is === 'limited') return new SlackAway(trouble.code, trouble.seconds)
  if (trouble.is === 'lost') return new SlackAway(trouble.code, 5)
  if (trouble.code === 'no answer')
    return new SlackError('SLACK_API_URL: Slack cannot be reached; is there a network, or a proxy to name there?')
  return new SlackError(says(trouble.code))
}

async function byId(client: WebClient, id: string) {
  const answer = await client.conversations.info({ channel: id }).catch((error) => {
    if (troubleOf(error).is === 'channel') return undefined
    throw refusalOf(error, (code) => `SLACK_CHANNEL: Slack does not show ${id} (${code}).`)
  })
  return answer?.channel
}

async function byName(client: WebClient, wanted: string) {
  const name = wanted.replace(/^#/, '')
  let cursor: string | undefined
  do {
    const page = await client.conversations
      .list({ types: 'public_channel,private_channel', limit: 200, ...(cursor ? { cursor } : {}) })
      .catch((error) => {
        throw refusalOf(error, (code) => `SLACK_CHANNEL: Slack does not list its channels (${code}).`)
      })
    const found = page.channels?.find((channel) => channel.name === name)
    if (found) return found
    cursor = page.response_metadata?.next_cursor
  } while (cursor)
  return undefined
}
