import { openDatabase } from '../../src/db/connect.ts'
import { posts } from '../../src/db/schema.ts'
import { networks } from '../../src/networks/index.ts'
import { clients } from '../../src/slack/clients.ts'
import { permalinks } from '../../src/slack/permalinks.ts'
import { render, slackLeads } from '../../src/slack/render.ts'
import { labels, words } from '../desk.ts'
import type { Outside } from './outside.ts'
import type { Ground } from './program.ts'

const byName = new Map(networks.map((network) => [network.name, network]))

/**
 * Cards and roll-ups that do not read, or cannot be pressed, as the one renderer would draw their rows at that moment. The
 * embedded database must not be in use.
 */
export async function staleCards(
  around: Pick<Outside, 'sees'>,
  { env, url }: Pick<Ground, 'env' | 'url'>,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<string[]> {
  const database = await openDatabase({ url, dataDir: env.DATA_DIR ?? '' })
  const { db } = database
  try {
    const { messages } = await around.sees()
    const drawings = (await db.select().from(posts)).filter(
      ({ kind, rollUpId }) => (kind === 'card' && !rollUpId) || kind === 'roll-up',
    )
    const client = clients(env.SLACK_BOT_TOKEN ?? '', env.SLACK_API_URL ?? '').drawing
    const all = drawings.map(async (post) => {
      const links = permalinks(db, post.workspaceId, client)
      const leads = () => slackLeads(db, post.workspaceId, [])
      const deps = { db, networks: byName, leads, ...links, digest: () => Promise.reject(new Error('No digest')) }
      const drawn = await render(deps, post, now)
      const shown = messages.find((one) => one.metadata?.event_payload?.post === post.id)
      return differ(says(shown), says(drawn)).map((line) => `#${post.ticketId ?? post.subject} ${line}`)
    })
    return (await Promise.all(all)).flat()
  } finally {
    await database.close()
  }
}

/** What else its customer has open is told as it was when the card was drawn: that alone draws none anew. */
function says(row: object | undefined): string[] {
  const lines = words(row).replaceAll(/ · (\d+ earlier|open now: #[^\n]*)/g, '')
  return [...lines.split('\n'), ...labels(row)]
}

/** Lines that are shown and should not be, and the other way round. */
function differ(shown: string[], drawn: string[]): string[] {
  return [
    ...shown.filter((line) => !drawn.includes(line)).map((line) => `shows “${line}”`),
    ...drawn.filter((line) => !shown.includes(line)).map((line) => `should show “${line}”`),
  ]
}
