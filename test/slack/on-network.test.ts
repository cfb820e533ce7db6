import { expect, test } from 'vitest'
import { agents } from '../../src/db/schema.ts'
import { company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { hearing } from './pressed.ts'

onEveryDatabase('a verb of the network’s own', (database) => {
  test('is not called done where the network cannot do it', async () => {
    const { db } = database()
    const { account } = await company(db)
    await db.update(agents).set({ seenAt: nine })
    const { id } = await ticket(db, account)
    const slack = await hearing(db)
    for (const action_id of ['hide', 'delete'])
      await slack.hears({
        ...{
          type: 'block_actions',
          user: { id: 'U1' },
          trigger_id: 't',
          container: { channel_id: 'C1', message_ts: '1.1' },
        },
        actions: [{ action_id, block_id: 'x', type: 'button', value: `${id}`, action_ts: '1764000000.1' }],
      })
    await slack.close()
    expect(slack.told.map(({ body }) => body)).toEqual(
      slack.told.map(() => expect.stringContaining('cannot do this here')),
    )
    expect(slack.told).toHaveLength(2)
  })
})
