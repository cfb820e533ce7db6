import type { App } from '@slack/bolt'
import { onTestFinished } from 'vitest'
import { type Opened, open, social, type Wish } from './open.ts'

export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const button = (action_id: string) => ({
  type: 'actions' as const,
  block_id: 'buttons',
  elements: [{ type: 'button' as const, action_id, text: plain('Press'), value: '7' }],
})
export const field = (changes: object = {}) => ({
  type: 'input' as const,
  block_id: 'reply',
  label: plain('Reply'),
  element: { type: 'plain_text_input' as const, action_id: 'text', ...changes },
})
export const view = (changes: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('A form'),
  submit: plain('Send'),
  blocks: [field()],
  ...changes,
})
export const typed = (value: string | null) => ({ reply: { text: { type: 'plain_text_input', value } } })

export async function started(wish: Wish = {}, prepare: (app: App) => void = () => {}): Promise<Opened> {
  const it = await open({ channelBurst: 50, ...wish })
  prepare(it.app)
  onTestFinished(() => it.close())
  return it
}

export async function card(it: Opened, action: string) {
  const posted = await it.app.client.chat.postMessage({ channel: social, text: 'A card', blocks: [button(action)] })
  const at = { in: 'message', channel: social, ts: posted.ts }
  return {
    ts: posted.ts ?? '',
    at,
    press: (as: string) => it.does(as, 'press', { at, blockId: 'buttons', actionId: action, chosen: {}, state: {} }),
  }
}

export const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'no refusal',
    (error) => error.data?.error,
  )
