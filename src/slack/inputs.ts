import type { InputBlock, PlainTextOption } from '@slack/types'
import { plainText } from './blocks.ts'
import { cut } from './text.ts'

// Each input is alone in its block, and both bear the same id: errors are told by it, and `values.ts` reads by it.

interface Input {
  id: string
  label: string
  hint?: string
  optional?: boolean
}

export function textInput(
  input: Input & {
    multiline?: boolean
    initial?: string
    most?: number
    focus?: boolean
    /** Tells of each keystroke, while it is typed. */
    telling?: boolean
  },
): InputBlock {
  return {
    ...frame(input),
    ...(input.telling ? { dispatch_action: true } : {}),
    element: {
      type: 'plain_text_input',
      action_id: input.id,
      multiline: input.multiline ?? false,
      ...(input.focus ? { focus_on_load: true } : {}),
      ...(input.telling ? { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } } : {}),
      ...(input.most ? { max_length: Math.min(input.most, 3000) } : {}),
      ...(input.initial ? { initial_value: cut(input.initial, 3000) } : {}),
    },
  }
}

export type Choice = [value: string, label: string]

export function radio(input: Input & { choices: Choice[]; initial: string }): InputBlock {
  const options = input.choices.map(option)
  return {
    ...frame(input),
    element: {
      type: 'radio_buttons',
      action_id: input.id,
      options,
      initial_option: options.find(({ value }) => value === input.initial) ?? options[0],
    },
  }
}

export function select(input: Input & { choices: Choice[]; initial?: string }): InputBlock {
  const options = input.choices.map(option)
  const initial = options.find(({ value }) => value === input.initial)
  return {
    ...frame(input),
    element: {
      type: 'static_select',
      action_id: input.id,
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
  }
}

/** Any of at most 100. */
export function manySelect(input: Input & { choices: Choice[]; initial?: string[] }): InputBlock {
  const options = input.choices.map(option)
  const initial = options.filter(({ value }) => value !== undefined && input.initial?.includes(value))
  return {
    ...frame(input),
    element: {
      type: 'multi_static_select',
      action_id: input.id,
      options,
      ...(initial.length ? { initial_options: initial } : {}),
    },
  }
}

export function dateInput(input: Input & { initial: Temporal.PlainDate }): InputBlock {
  return {
    ...frame(input),
    element: { type: 'datepicker', action_id: input.id, initial_date: input.initial.toString() },
  }
}

export function userSelect(input: Input & { initial?: string }): InputBlock {
  return {
    ...frame(input),
    element: {
      type: 'users_select',
      action_id: input.id,
      ...(input.initial ? { initial_user: input.initial } : {}),
    },
  }
}

/** Public channels, and the private ones that whoever chooses is in. */
export function channelSelect(input: Input & { initial?: string }): InputBlock {
  return {
    ...frame(input),
    element: {
      type: 'conversations_select',
      action_id: input.id,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(input.initial ? { initial_conversation: input.initial } : {}),
    },
  }
}

/** Tick any of at most 10; `more` stands below each. */
export function checkboxes(input: Input & { choices: { value: string; label: string; more: string }[] }): InputBlock {
  return {
    ...frame(input),
    element: {
      type: 'checkboxes',
      action_id: input.id,
      options: input.choices.map(({ value, label, more }) => ({
        ...option([value, label]),
        description: plainText(more, 75),
      })),
    },
  }
}

export function usersSelect(input: Input & { initial?: string[] }): InputBlock {
  return {
    ...frame(input),
    element: {
      type: 'multi_users_select',
      action_id: input.id,
      ...(input.initial?.length ? { initial_users: input.initial } : {}),
    },
  }
}

export function fileInput(input: Input & { types: string[]; most: number }): InputBlock {
  return {
    ...frame(input),
    element: { type: 'file_input', action_id: input.id, filetypes: input.types, max_files: Math.min(input.most, 10) },
  }
}

function frame({ id, label, hint, optional }: Input) {
  return {
    type: 'input' as const,
    block_id: id,
    label: plainText(label, 2000),
    ...(hint ? { hint: plainText(hint, 2000) } : {}),
    ...(optional ? { optional: true } : {}),
  }
}

function option([value, label]: Choice): PlainTextOption {
  return { value, text: plainText(label, 75) }
}
