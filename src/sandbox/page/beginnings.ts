import type { Block } from '../slack/block-kit/blocks.ts'
import type { Element } from '../slack/block-kit/elements.ts'
import type { ViewState } from '../slack/workspace.ts'

/** The state of freshly drawn blocks: every element that can hold something, with its initial value. */
export function beginnings(blocks: Block[]): ViewState {
  const state: ViewState = {}
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      if (element.type === 'image' || element.type === 'button' || element.type === 'overflow') continue
      const actions = state[block.block_id ?? ''] ?? {}
      actions[element.action_id ?? ''] = { type: element.type, ...initial(element) }
      state[block.block_id ?? ''] = actions
    }
  }
  return state
}

/** The old state where block and action are still there, beginnings for the rest: what Slack does on `views.update`. */
export function carriedOver(blocks: Block[], before: ViewState): ViewState {
  const fresh = beginnings(blocks)
  for (const [blockId, actions] of Object.entries(fresh)) {
    for (const [actionId, value] of Object.entries(actions)) {
      const old = before[blockId]?.[actionId]
      if (old && old.type === value.type) actions[actionId] = old
    }
  }
  return fresh
}

function elementsOf(block: Block): Element[] {
  if (block.type === 'actions') return block.elements
  if (block.type === 'input') return [block.element]
  return block.type === 'section' && block.accessory ? [block.accessory] : []
}

function initial(element: Element): Record<string, unknown> {
  switch (element.type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { selected_option: element.initial_option ?? null }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { selected_options: element.initial_options ?? [] }
    case 'users_select':
      return { selected_user: element.initial_user ?? null }
    case 'multi_users_select':
      return { selected_users: element.initial_users ?? [] }
    case 'channels_select':
      return { selected_channel: element.initial_channel ?? null }
    case 'multi_channels_select':
      return { selected_channels: element.initial_channels ?? [] }
    case 'conversations_select':
      return { selected_conversation: element.initial_conversation ?? null }
    case 'multi_conversations_select':
      return { selected_conversations: element.initial_conversations ?? [] }
    case 'datepicker':
      return { selected_date: element.initial_date ?? null }
    case 'timepicker':
      return { selected_time: element.initial_time ?? null }
    case 'datetimepicker':
      return { selected_date_time: element.initial_date_time ?? null }
    case 'file_input':
      return { files: [] }
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { value: element.initial_value ?? null }
    default:
      return {}
  }
}
