import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, agents, deliveries } from '../../src/db/schema.ts'
import { noteTrouble } from '../../src/inbound/trouble.ts'
import { networks } from '../../src/networks/index.ts'
import { accountsOnHome } from '../../src/slack/home/accounts.ts'
import { after, company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { words } from '../desk.ts'

onEveryDatabase('accounts on Home', (database) => {
  async function reads(now = nine) {
    const { db } = database()
    const byName = new Map(networks.map((network) => [network.name, network]))
    const [by] = await db.select().from(agents)
    if (!by) throw new Error('Nobody looks')
    const looking = { db, networks: byName, workspaceId: 'T1', who: { leads: [] }, by, leads: true, now, most: 2 }
    return words({ blocks: await accountsOnHome(looking) })
  }

  test('one that works says since when, and what of its network is not read yet', async () => {
    const { db } = database()
    await company(db)
    expect(await reads()).toContain('*Lumen* · Custom · works · no message yet')
    await db.update(accounts).set({ lastMessageAt: after(-3) })
    await db.insert(deliveries).values({ workspaceId: 'T1', network: 'custom', body: '{}', receivedAt: after(-2) })
    expect(await reads()).toContain('works · last message 3 min ago · 1 not read yet, the oldest came 2 min ago')
  })

  test('one that the network refuses stands first, says why, and what to do', async () => {
    const { db } = database()
    const { account } = await company(db)
    for (const name of ['Able', 'Baker'])
      await db.insert(accounts).values({ ...withoutId(account), networkId: name, name, pausedAt: null })
    await db
      .update(accounts)
      .set({ pausedAt: nine, pausedBecause: 'The token <has> ended.' })
      .where(sql`name = 'Lumen'`)
    const said = await reads(after(5))
    expect(said.split('\n').slice(1, 3).join('\n')).toMatch(/\*Lumen\* · Custom · :warning: \*stopped\* since/)
    expect(said).toContain('The token &lt;has&gt; ended. Nothing comes in until it is connected again')
    expect(said).toContain('And 1 more: `npm run accounts`.')
  })

  test('one that is asked in vain says since when and why, before those that work', async () => {
    const { db } = database()
    const { account } = await company(db)
    await db.insert(accounts).values({ ...withoutId(account), networkId: 'able', name: 'Able' })
    await noteTrouble(db, account, 'Shop <has> trouble.', nine)
    const [, first, why, second] = (await reads(after(5))).split('\n')
    expect(first).toMatch(
      /^\*Lumen\* · Custom · :warning: \*not read in full\* since .*, tried again · no message yet$/,
    )
    expect(why).toBe('Shop &lt;has&gt; trouble.')
    expect(second).toContain('*Able* · Custom · works')
  })
})

function withoutId<Row extends { id: number }>({ id: _, ...rest }: Row) {
  return rest
}
