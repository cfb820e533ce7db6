import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import { connectAccount } from '../../src/cli/connect-account.ts'
import { openDatabase } from '../../src/db/connect.ts'
import { keysIn, sealWith } from '../../src/db/seal.ts'
import { networks } from '../../src/networks/index.ts'
import { clients } from '../../src/slack/clients.ts'
import { openChannel, openWorkspace } from '../../src/slack/workspace.ts'
import type { Outside } from './outside.ts'
import type { Ground } from './program.ts'

const CHANNELS: Record<string, string> = { 'shop-chat': '#social', facebook: '#reviews', 'shop-reviews': '#general' }

/**
 * Connects the outside's accounts, each to a channel of its own unless another is named, before Roost is first started; and
 * `more`, as one tells it to `npm run connect`.
 */
export async function connected(
  { env, url }: Ground,
  outside: Outside,
  channels = CHANNELS,
  more?: string[],
): Promise<void> {
  const dataDir = env.DATA_DIR ?? ''
  if (!url) await unpacked(join(dataDir, 'postgres'))
  const database = await openDatabase({ url, dataDir })
  const { db } = database
  const now = () => Temporal.Now.instant().round('millisecond')
  const client = clients(env.SLACK_BOT_TOKEN ?? '', env.SLACK_API_URL ?? '').drawing
  const workspace = await openWorkspace(db, client, now())
  const context = {
    ...{ db, now, workspaceId: workspace.id, networks: new Map(networks.map((network) => [network.name, network])) },
    seal: sealWith(keysIn(env.ENCRYPTION_KEY ? [env.ENCRYPTION_KEY] : [], dataDir)),
    channelNamed: (wanted: string) => openChannel(db, client, workspace.id, wanted),
  }
  const io = { lines: (async function* () {})(), out: () => {}, err: () => {} }
  for (const { network, fields } of outside.sandbox.accounts) {
    const channel = channels[fields.name ?? network]
    const given = Object.entries({ ...fields, ...(channel ? { channel } : {}) })
    await connectAccount(context, [network, ...given.map(([name, value]) => `${name}=${value}`)], io)
  }
  if (more) await connectAccount(context, more, io)
  await database.close()
}

/** Making an embedded database takes seconds; the run has made one already. */
async function unpacked(folder: string): Promise<void> {
  const client = await PGlite.create(folder, { loadDataDir: await openAsBlob(inject('embeddedImage')) })
  await client.close()
}
