import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { open, social } from './open.ts'

test('commands, presses and events go through an open socket, and nothing over HTTP', async () => {
  const it = await open({ socketMode: true, channelBurst: 20 })
  onTestFinished(() => it.close())
  const events: string[] = []
  it.app.command('/roost', async ({ ack, command }) => ack(`Through the socket: ${command.text}`))
  it.app.event('app_home_opened', async ({ event }) => void events.push(event.user))
  it.app.action('go', async ({ ack, respond }) => {
    await ack()
    await respond({ replace_original: true, text: 'Pressed' })
  })
  await it.app.start()
  await it.does('grace', 'say', { channel: social, text: '/roost hello' })
  expect((await it.sees('grace')).ephemerals).toMatchObject([{ text: 'Through the socket: hello' }])
  await it.does('grace', 'home')
  await vi.waitFor(() => expect(events).toEqual(['U0GRACE001']))
  const button = { type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: 'Go' } }
  const { ts } = await it.app.client.chat.postMessage({
    channel: social,
    text: 'A card',
    blocks: [{ type: 'actions', block_id: 'b', elements: [button] }],
  })
  await it.does('grace', 'press', {
    at: { in: 'message', channel: social, ts },
    blockId: 'b',
    actionId: 'go',
    chosen: {},
    state: {},
  })
  await vi.waitFor(async () => expect((await it.sees('grace')).messages[0]?.text).toBe('Pressed'))
})

test('a modal’s answer comes back through the socket', async () => {
  const it = await open({ socketMode: true })
  onTestFinished(() => it.close())
  const plain = (text: string) => ({ type: 'plain_text' as const, text })
  it.app.shortcut('open_queue', async ({ ack, shortcut, client }) => {
    await ack()
    const block = {
      type: 'input' as const,
      block_id: 'a',
      label: plain('Reply'),
      element: { type: 'plain_text_input' as const, action_id: 't' },
    }
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: { type: 'modal', callback_id: 'form', title: plain('Form'), submit: plain('Send'), blocks: [block] },
    })
  })
  it.app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { a: 'Too long' } }))
  await it.app.start()
  await it.does('grace', 'shortcut', { callbackId: 'open_queue' })
  const modal = await vi.waitFor(async () => {
    const [top] = (await it.sees('grace')).modals
    expect(top).toBeDefined()
    return top
  })
  await it.does('grace', 'submit', { id: modal?.id, state: { a: { t: { type: 'plain_text_input', value: 'x' } } } })
  expect((await it.sees('grace')).modals[0]?.errors).toEqual({ a: 'Too long' })
})

test('a socket needs a fresh ticket', async () => {
  const it = await open()
  onTestFinished(() => it.close())
  const response = await fetch(`${it.origin}/api/apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${it.sandbox.slack.appToken}` },
  })
  const { url } = (await response.json()) as { url: string }
  const outcome = (address: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(address)
      socket.on('message', (data) => {
        resolve(JSON.parse(data.toString()).type)
        socket.close()
      })
      socket.on('error', () => resolve('refused'))
    })
  expect([await outcome(url), await outcome(url)]).toEqual(['hello', 'refused'])
})
