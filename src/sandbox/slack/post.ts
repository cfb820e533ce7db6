import type { Block } from './block-kit/blocks.ts'
import { notify } from './notify.ts'
import type { Slack } from './slack.ts'
import type { Message } from './workspace.ts'

export type Draft = Omit<Message, 'ts' | 'reactions'>

export const messageId = (channel: string, ts: string) => `${channel}:${ts}`

/** Puts a message into its channel or thread and rings whom it concerns. */
export function post(slack: Slack, draft: Draft): Message {
  const message: Message = { ...draft, ts: slack.nextTs(), reactions: [] }
  if (message.blocks) message.blocks = withBlockIds(message.blocks)
  slack.state.messages.put(messageId(message.channel, message.ts), message)
  notify(slack, message)
  return message
}

export function postEphemeral(slack: Slack, draft: Draft & { to: string }): Message {
  const message: Message = { ...draft, ts: slack.nextTs(), reactions: [] }
  if (message.blocks) message.blocks = withBlockIds(message.blocks)
  slack.state.ephemerals.put(messageId(message.channel, message.ts), message)
  return message
}

/** Slack gives an id to every block and action that has none. */
export function withBlockIds<B extends Block>(blocks: B[]): B[] {
  return blocks.map((block) => ({ ...withActionIds(block), block_id: block.block_id ?? shortId() }))
}

function withActionIds<B extends Block>(block: B): B {
  if (block.type === 'actions') return { ...block, elements: block.elements.map(withActionId) }
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image') {
    return { ...block, accessory: withActionId(block.accessory) }
  }
  if (block.type === 'input') return { ...block, element: withActionId(block.element) }
  return block
}

function withActionId<E extends { action_id?: string | undefined }>(element: E): E {
  return { ...element, action_id: element.action_id ?? shortId() }
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
function shortId() {
  return Array.from({ length: 5 }, () => letters[Math.floor(Math.random() * letters.length)]).join('')
}
