import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agents, tickets } from '../../src/db/schema.ts'
import { company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { changed, changes } from '../mangled.ts'
import { everything } from './everything.ts'
import { hearing } from './pressed.ts'

onEveryDatabase('whatever Slack’s payloads hold', (database) => {
  test('none ends Roost, and a press is heard afterwards', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await db.update(agents).set({ seenAt: nine })
    const { id } = await ticket(db, account)
    const events = [...everything('U1', id, [id, 7])]
    const slack = await hearing(db)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...events), changes, async (event, how) => {
        // Bolt gives up what it cannot read, and so do our own readers; what nobody catches ends this test, too.
        await slack.hears(how.reduce(changed, structuredClone(event))).catch(() => {})
      }),
      { numRuns: 5000 },
    )
    const { id: another } = await ticket(db, account, { conversation: 'kenji', customer: { id: 'kenji' } })
    await slack.hears({
      ...{ type: 'block_actions', user: { id: 'U1' }, trigger_id: 't' },
      actions: [{ type: 'button', block_id: 'x', action_ts: '1764000000.1', action_id: 'claim', value: `${another}` }],
      container: { type: 'message', channel_id: 'C1', message_ts: '1.1' },
    })
    await slack.close()
    expect((await db.select().from(tickets)).find((one) => one.id === another)).toMatchObject({ claimedBy: grace.id })
  }, 600_000)
})
