import { createHmac } from 'node:crypto'
import type { BlockAction } from '@slack/bolt'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { card, refusal, started, view } from './card-app.ts'
import { alan, social } from './open.ts'

describe('a press', () => {
  test('says who, where and what, and is signed', async () => {
    const bodies: BlockAction[] = []
    const it = await started({}, (app) => {
      app.action('go', async ({ ack, body }) => {
        bodies.push(body as BlockAction)
        await ack()
      })
    })
    const { press, ts } = await card(it, 'go')
    await press('alan')
    expect(bodies[0]).toMatchObject({
      type: 'block_actions',
      user: { id: alan, team_id: 'T0SANDBOX1' },
      channel: { id: social, name: 'social' },
      container: { type: 'message', message_ts: ts, channel_id: social, is_ephemeral: false },
      message: { ts, text: 'A card' },
      actions: [{ type: 'button', action_id: 'go', block_id: 'buttons', value: '7' }],
    })
  })
  test('that is not acked in 3 seconds leaves a warning on the message', async () => {
    const it = await started({}, (app) => app.action('go', async () => {}))
    const { press } = await card(it, 'go')
    await press('grace')
    expect((await it.sees('grace')).messages[0]?.trouble).toContain('did not answer within 3 seconds')
  })
  test('a trigger opens one view and no second', async () => {
    const triggers: string[] = []
    const it = await started({}, (app) => {
      app.action('go', async ({ ack, body }) => {
        triggers.push((body as BlockAction).trigger_id)
        await ack()
      })
    })
    const { press } = await card(it, 'go')
    await press('grace')
    const [trigger_id = ''] = triggers
    await it.app.client.views.open({ trigger_id, view: view() })
    expect(await refusal(it.app.client.views.open({ trigger_id, view: view() }))).toBe('exchanged_trigger_id')
    expect(await refusal(it.app.client.views.open({ trigger_id: 'made.up', view: view() }))).toBe('invalid_trigger_id')
    expect((await it.sees('grace')).modals).toHaveLength(1)
    expect((await it.sees('alan')).modals).toHaveLength(0)
  })
  test('a trigger lives 3 seconds', async () => {
    const triggers: string[] = []
    const it = await started({}, (app) => {
      app.action('go', async ({ ack, body }) => {
        triggers.push((body as BlockAction).trigger_id)
        await ack()
      })
    })
    await (await card(it, 'go')).press('grace')
    const real = performance.now.bind(performance)
    const later = vi.spyOn(performance, 'now').mockImplementation(() => real() + 3_001)
    onTestFinished(() => later.mockRestore())
    expect(await refusal(it.app.client.views.open({ trigger_id: triggers[0] ?? '', view: view() }))).toBe(
      'expired_trigger_id',
    )
  })
})

test('a signature that is not Slack’s is refused by a real Bolt app', async () => {
  const heard = vi.fn()
  const it = await started({}, (app) =>
    app.command('/roost', async ({ ack }) => {
      heard()
      await ack()
    }),
  )
  const body = 'command=/roost&text='
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signed = (secret: string) =>
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  const send = (secret: string) =>
    fetch(`${it.origin}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signed(secret),
      },
    })
  expect((await send('another secret')).status).toBe(401)
  expect((await send(it.sandbox.slack.signingSecret)).status).toBe(200)
  expect(heard).toHaveBeenCalledTimes(1)
})
