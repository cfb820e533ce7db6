import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDatabase } from '../src/db/connect.ts'
import { deliveries, workspaces } from '../src/db/schema.ts'
import { keeper, type RawDelivery } from '../src/inbound/keep.ts'
import { webhooks } from '../src/inbound/webhooks.ts'
import { logger } from '../src/log.ts'
import { custom } from '../src/networks/custom/index.ts'
import { SECRET } from './deliveries.ts'

// Our webhook route and nothing behind it: `webhook-server.ts kept|plainly|nowhere [database]`. Kept as Roost keeps them,
// each by one plain insert, or nowhere at all; a database is an address, a folder for the embedded one.

const [, , where, database = ''] = process.argv
const opened =
  where === 'nowhere'
    ? undefined
    : await openDatabase(
        database.startsWith('postgres') ? { url: database, dataDir: '' } : { url: undefined, dataDir: database },
      )
const keep = await keeping()
const now = () => Temporal.Now.instant().round('millisecond')
const take = webhooks({
  ...{ keep, networks: new Map([[custom.name, custom]]), keysOf: async () => ({ secrets: [SECRET] }) },
  ...{ now, realTime: now, log: logger('warn') },
})
const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1', () => {
  console.log(`port ${(server.address() as AddressInfo).port}`)
})
process.once('SIGTERM', async () => {
  await opened?.close()
  process.exit(0)
})

async function keeping(): Promise<(delivery: RawDelivery) => Promise<void>> {
  if (!opened) return async () => {}
  const { db } = opened
  await db
    .insert(workspaces)
    .values({ id: 'T1', name: 'Lumen', createdAt: Temporal.Now.instant() })
    .onConflictDoNothing()
  if (where === 'kept') return keeper(db, 'T1')
  return async (delivery) => void (await db.insert(deliveries).values({ workspaceId: 'T1', ...delivery }))
}
