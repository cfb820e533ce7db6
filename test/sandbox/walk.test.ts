import { expect, onTestFinished, test } from 'vitest'
import { grace, open, social } from './open.ts'

test('a card is posted, pressed and redrawn, over signed HTTP with a real Bolt app', async () => {
  const it = await open()
  onTestFinished(() => it.close())
  const button = {
    type: 'button',
    action_id: 'claim',
    text: { type: 'plain_text', text: 'Claim' },
    value: '7',
  } as const
  it.app.action('claim', async ({ ack, respond, body }) => {
    await ack()
    await respond({ replace_original: true, text: `<@${body.user.id}> took this`, blocks: [] })
  })
  const posted = await it.app.client.chat.postMessage({
    channel: social,
    text: 'A card',
    blocks: [{ type: 'actions', block_id: 'buttons', elements: [button] }],
  })
  await it.does('grace', 'press', {
    at: { in: 'message', channel: social, ts: posted.ts },
    blockId: 'buttons',
    actionId: 'claim',
    chosen: {},
    state: {},
  })
  const { messages = [] } = await it.app.client.conversations.history({ channel: social })
  expect(messages[0]).toMatchObject({ ts: posted.ts, text: `<@${grace}> took this` })
})
