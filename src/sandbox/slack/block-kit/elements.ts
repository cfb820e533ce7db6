import { z } from 'zod'
import { confirm, option, optionGroup, overflowOption, richOption } from './options.ts'
import { plainText } from './text.ts'

const actionId = z.string().max(255).optional()
const placeholder = plainText(150).optional()
const focus = z.boolean().optional()
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const time = z.string().regex(/^\d{2}:\d{2}$/)
const dispatchConfig = z
  .strictObject({
    trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).optional(),
  })
  .optional()

/** A file that was uploaded to Slack before; both ways to name it at once are refused. */
export const slackFile = z
  .strictObject({
    id: z
      .string()
      .regex(/^F[A-Z0-9]{8,}$/, 'input must match regex pattern: ^[F][A-Z0-9]{8,}$')
      .optional(),
    url: z.url().optional(),
  })
  .refine((it) => (it.id === undefined) !== (it.url === undefined), {
    message: 'must provide exactly one of: id, url',
  })

export const image = z
  .strictObject({
    type: z.literal('image'),
    image_url: z.url().max(3000).optional(),
    slack_file: slackFile.optional(),
    alt_text: z.string().min(1).max(2000),
  })
  .refine((it) => (it.image_url === undefined) !== (it.slack_file === undefined), {
    message: 'must provide exactly one of: image_url, slack_file',
  })

export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: actionId,
  url: z.url().max(3000).optional(),
  value: z.string().min(1).max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
})

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(overflowOption).min(1).max(5),
  confirm: confirm.optional(),
})

const select = { action_id: actionId, placeholder, focus_on_load: focus, confirm: confirm.optional() }
const several = { ...select, max_selected_items: z.int().min(1).optional() }
const choices = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
}
const oneSource = (it: { options?: unknown; option_groups?: unknown }) =>
  (it.options === undefined) !== (it.option_groups === undefined)
const oneSourceMessage = { message: 'must provide exactly one of: options, option_groups' }

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...select, ...choices, initial_option: option.optional() })
  .refine(oneSource, oneSourceMessage)

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...several,
    ...choices,
    initial_options: z.array(option).min(1).max(100).optional(),
  })
  .refine(oneSource, oneSourceMessage)

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...select,
  initial_option: option.optional(),
  min_query_length: z.int().min(0).optional(),
})

const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...several,
  initial_options: z.array(option).min(1).max(100).optional(),
  min_query_length: z.int().min(0).optional(),
})

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...select,
  initial_user: z.string().optional(),
})

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...several,
  initial_users: z.array(z.string()).min(1).optional(),
})

const responseUrl = { response_url_enabled: z.boolean().optional() }
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
}

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...select,
  ...responseUrl,
  ...conversations,
  initial_conversation: z.string().optional(),
})

const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...several,
  ...conversations,
  initial_conversations: z.array(z.string()).min(1).optional(),
})

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...select,
  ...responseUrl,
  initial_channel: z.string().optional(),
})

const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...several,
  initial_channels: z.array(z.string()).min(1).optional(),
})

const datePicker = z.strictObject({ type: z.literal('datepicker'), ...select, initial_date: day.optional() })
const timePicker = z.strictObject({
  type: z.literal('timepicker'),
  ...select,
  initial_time: time.optional(),
  timezone: z.string().optional(),
})
const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  action_id: actionId,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  focus_on_load: focus,
  confirm: confirm.optional(),
})

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  action_id: actionId,
  options: z.array(richOption).min(1).max(10),
  initial_option: richOption.optional(),
  confirm: confirm.optional(),
  focus_on_load: focus,
})

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: actionId,
  options: z.array(richOption).min(1).max(10),
  initial_options: z.array(richOption).min(1).max(10).optional(),
  confirm: confirm.optional(),
  focus_on_load: focus,
})

const typed = { action_id: actionId, placeholder, focus_on_load: focus, dispatch_action_config: dispatchConfig }

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typed,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
})

const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().optional(),
})
const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() })
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
})

const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: actionId,
  filetypes: z.array(z.string()).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
})

const pickers = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  multiConversationsSelect,
  channelsSelect,
  multiChannelsSelect,
  datePicker,
  timePicker,
  radioButtons,
  checkboxes,
] as const

export const sectionAccessory = z.discriminatedUnion('type', [image, button, overflow, ...pickers])
export const actionElement = z.discriminatedUnion('type', [button, overflow, dateTimePicker, ...pickers])
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  emailInput,
  urlInput,
  numberInput,
  fileInput,
  dateTimePicker,
  ...pickers,
])

export type Element = z.infer<typeof sectionAccessory> | z.infer<typeof actionElement> | z.infer<typeof inputElement>
export type ImageElement = z.infer<typeof image>
