import { isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/connect.ts'
import { tickets } from '../../src/db/schema.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { after, company, ticket } from '../company.ts'
import { onServer, serverDatabase } from '../database.ts'
import { tick } from './channel.ts'
import { notSaidOnce, saidSoFar } from './not-said-once.ts'

onServer('a simulated week', () => {
  test('two replicas with clocks that jump say everything, each once, and nobody is called twice for it', async () => {
    const { url, drop } = await serverDatabase()
    const replicas = await Promise.all([1, 2].map(() => openDatabase({ url, dataDir: '' })))
    try {
      const [one, two] = replicas
      if (!one || !two) throw new Error('No replicas')
      await simulate([one, two])
      const { db } = one
      expect(await notSaidOnce(db, end)).toEqual([])
      const said = await saidSoFar(db)
      expect(said.reminders).toBeGreaterThan(50)
      expect(said.calls).toBeGreaterThan(50)
    } finally {
      for (const replica of replicas) await replica.close()
      await drop()
    }
  }, 240_000)
})

const HOURS = 7 * 24
const end = after(HOURS * 60)

/** Tickets come through the week, some are claimed, some closed; each hour both replicas tick, each by a clock of its own. */
async function simulate(replicas: [Database, Database]): Promise<void> {
  const { db } = replicas[0]
  const { account, grace, alan } = await company(db)
  await storeTeam(db, 'T1', settingsSchema.parse({ targets: [{ firstReply: '3h', resolution: '20h' }] }), after(-50))
  let random = 7
  const chance = (percent: number) => {
    random = (random * 16807) % 2147483647
    return random % 100 < percent
  }
  for (let hour = 0; hour <= HOURS; hour++) {
    const now = after(hour * 60)
    if (chance(40)) await ticket(db, account, { conversation: `c${hour}`, customer: { id: `c${hour}` }, at: now })
    const open = await db.select().from(tickets).where(isNull(tickets.closedAt))
    for (const one of open) {
      if (!one.claimedBy && chance(15)) await claim(db, one, chance(50) ? grace : alan, now)
      if (chance(4)) await close(db, one, 'resolved', grace, now)
    }
    // One clock may be hours behind or ahead; it never is at the end.
    const drift = hour < HOURS && chance(20) ? (chance(50) ? -300 : 200) : 0
    await Promise.all([
      ...replicas.map((replica, place) => tick(replica.db, after(hour * 60 + (place === 1 ? drift : 0)))),
      tick(replicas[1].db, now),
    ])
  }
}
