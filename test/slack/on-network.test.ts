import { expect, test } from 'vitest'
import { agents } from '../../src/db/schema.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { NetworkError } from '../../src/networks/network.ts'
import { hideButton } from '../../src/slack/buttons/on-network.ts'
import { actingFor } from '../../src/slack/press.ts'
import { company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { hearing } from './pressed.ts'
import { pressing } from './pressing.ts'

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

  test('refused, is told in the network’s words, which do nothing', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    const hide = async () => {
      throw new NetworkError('It is refused: <!channel> <https://evil.example|Sign in>', { permanent: true })
    }
    const network = { ...custom, can: { ...custom.can, hide: ['private' as const] }, hide }
    const accountOf = () => ({ networkId: 'shop', name: 'Lumen', credentials: {}, options: {} })
    const deps = pressing(db, 'http://127.0.0.1:1/', { networks: new Map([['custom', network]]), accountOf })
    const nothing = async () => {}
    const acting = { ...actingFor(deps), ticket: opened, by: grace, now: nine, tell: nothing }
    await expect(hideButton.press({ ...acting, rest: [], open: nothing })).rejects.toThrow(
      'It is refused: &lt;!channel&gt; &lt;https://evil.example|Sign in&gt;',
    )
  })
})
