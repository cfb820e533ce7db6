import type { Element } from '../slack/block-kit/elements.ts'
import type { Option, OptionGroup } from '../slack/block-kit/options.ts'
import { act } from './act.ts'
import { FileInput } from './file-input.ts'
import { html } from './html.ts'
import { ManySelect } from './many-select.ts'
import { plainWords } from './marked.ts'
import { OneSelect } from './one-select.ts'
import { held, type Room } from './room.ts'
import { rows } from './rows.ts'
import type { Field } from './text-input.ts'
import { Ticks } from './ticks.ts'

interface Props {
  element: Element
  blockId: string
  room: Room
  label: string
  field?: Field
  onChoose(chosen: Record<string, unknown>): void
}

/** Every element a person chooses in: menus, dates, radio buttons, checkboxes. */
export function Choices({ element, blockId, room, label, field, onChoose }: Props) {
  if (element.type === 'image' || element.type === 'button' || element.type === 'overflow') return null
  const actionId = element.action_id ?? ''
  const now = held(room, blockId, actionId)
  const choose = (chosen: Record<string, unknown>) => {
    room.set(blockId, actionId, { type: element.type, ...chosen })
    onChoose(chosen)
  }
  const named = { label, field, placeholder: 'placeholder' in element ? element.placeholder?.text : undefined }
  const ask = (value: string) => act('suggest', { at: room.at, blockId, actionId, value, state: room.state })

  switch (element.type) {
    case 'static_select':
      return html`<${OneSelect} ...${named} value=${optionOf(now.selected_option)} groups=${groupsOf(element)} onChoose=${(option: Option) => choose({ selected_option: option })} />`
    case 'external_select':
      return html`<${ManySelect} ...${named} most=${1} ask=${ask} least=${element.min_query_length ?? 3} value=${listOf([now.selected_option])} onChoose=${([option]: Option[]) => choose({ selected_option: option ?? null })} />`
    case 'multi_static_select':
      return html`<${ManySelect} ...${named} most=${element.max_selected_items} groups=${groupsOf(element)} value=${listOf(now.selected_options)} onChoose=${(options: Option[]) => choose({ selected_options: options })} />`
    case 'multi_external_select':
      return html`<${ManySelect} ...${named} most=${element.max_selected_items} ask=${ask} least=${element.min_query_length ?? 3} value=${listOf(now.selected_options)} onChoose=${(options: Option[]) => choose({ selected_options: options })} />`
    case 'users_select':
      return html`<${OneSelect} ...${named} value=${find(people(), now.selected_user)} groups=${[{ options: people() }]} onChoose=${(option: Option) => choose({ selected_user: option.value })} />`
    case 'channels_select':
      return html`<${OneSelect} ...${named} value=${find(channels(), now.selected_channel)} groups=${[{ options: channels() }]} onChoose=${(option: Option) => choose({ selected_channel: option.value })} />`
    case 'conversations_select':
      return html`<${OneSelect} ...${named} value=${find(channels(), now.selected_conversation)} groups=${[{ options: channels() }]} onChoose=${(option: Option) => choose({ selected_conversation: option.value })} />`
    case 'multi_users_select':
      return html`<${ManySelect} ...${named} most=${element.max_selected_items} groups=${[{ options: people() }]} value=${chosenFrom(people(), now.selected_users)} onChoose=${(options: Option[]) => choose({ selected_users: values(options) })} />`
    case 'multi_channels_select':
      return html`<${ManySelect} ...${named} most=${element.max_selected_items} groups=${[{ options: channels() }]} value=${chosenFrom(channels(), now.selected_channels)} onChoose=${(options: Option[]) => choose({ selected_channels: values(options) })} />`
    case 'multi_conversations_select':
      return html`<${ManySelect} ...${named} most=${element.max_selected_items} groups=${[{ options: channels() }]} value=${chosenFrom(channels(), now.selected_conversations)} onChoose=${(options: Option[]) => choose({ selected_conversations: values(options) })} />`
    case 'radio_buttons':
    case 'checkboxes':
      return html`<${Ticks} ...${named} many=${element.type === 'checkboxes'} options=${element.options} value=${element.type === 'checkboxes' ? listOf(now.selected_options) : listOf([now.selected_option])} onChoose=${(options: Option[]) => choose(element.type === 'checkboxes' ? { selected_options: options } : { selected_option: options[0] ?? null })} />`
    case 'datepicker':
      return dated('date', String(now.selected_date ?? ''), named, (value) => choose({ selected_date: value || null }))
    case 'timepicker':
      return dated('time', String(now.selected_time ?? ''), named, (value) => choose({ selected_time: value || null }))
    case 'datetimepicker':
      return dated('datetime-local', localInput(now.selected_date_time), named, (value) =>
        choose({ selected_date_time: value ? Math.floor(new Date(value).getTime() / 1000) : null }),
      )
    case 'file_input':
      return html`<${FileInput} element=${element} label=${label} field=${field} value=${Array.isArray(now.files) ? now.files : []} onChoose=${(files: { id: string }[]) => choose({ files })} />`
    default:
      return html`<p class="hint">This stand-in has no ${element.type.replaceAll('_', ' ')}.</p>`
  }
}

function dated(
  type: string,
  value: string,
  named: { label: string; field?: Field | undefined },
  onChoose: (value: string) => void,
) {
  const onChange = (event: Event) => {
    if (event.currentTarget instanceof HTMLInputElement) onChoose(event.currentTarget.value)
  }
  return html`<input type=${type} value=${value} id=${named.field?.id} aria-label=${named.field ? undefined : named.label} aria-describedby=${named.field?.describedBy || undefined} onChange=${onChange} />`
}

function localInput(seconds: unknown): string {
  if (typeof seconds !== 'number') return ''
  const at = new Date(seconds * 1000)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export interface Group {
  label?: string
  options: Option[]
}

function groupsOf(element: { options?: Option[] | undefined; option_groups?: OptionGroup[] | undefined }): Group[] {
  if (element.options) return [{ options: element.options }]
  return (element.option_groups ?? []).map((group) => ({ label: plainWords(group.label.text), options: group.options }))
}

function optionOf(value: unknown): Option | undefined {
  return value === null || value === undefined ? undefined : (value as Option)
}

function listOf(value: unknown): Option[] {
  return Array.isArray(value) ? value.flatMap((one) => optionOf(one) ?? []) : []
}

function values(options: Option[]): string[] {
  return options.map((option) => option.value)
}

function find(options: Option[], value: unknown): Option | undefined {
  return options.find((option) => option.value === value)
}

function chosenFrom(options: Option[], value: unknown): Option[] {
  return Array.isArray(value) ? value.flatMap((one) => find(options, one) ?? []) : []
}

function people(): Option[] {
  return [...rows.people.values()].map((one) => ({ text: { type: 'plain_text', text: one.name }, value: one.id }))
}

function channels(): Option[] {
  const open = [...rows.channels.values()].filter((one) => one.kind !== 'dm' && !one.archived)
  return open.map((one) => ({ text: { type: 'plain_text', text: `#${one.name}` }, value: one.id }))
}
