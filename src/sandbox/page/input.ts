import type { Block } from '../slack/block-kit/blocks.ts'
import { Choices } from './choices.ts'
import { html } from './html.ts'
import { plainWords } from './marked.ts'
import { held, type Room } from './room.ts'
import { TextInput } from './text-input.ts'

type InputBlock = Extract<Block, { type: 'input' }>

/** An input block: label, field, hint, and the error that belongs to it. */
export function Input({ block, room }: { block: InputBlock; room: Room }) {
  const { element } = block
  const blockId = block.block_id ?? ''
  const actionId = element.action_id ?? ''
  const id = `input-${blockId}`
  const error = room.errors[blockId]
  const describedBy = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(' ')
  const label = plainWords(block.label.text)
  const isGroup = element.type === 'radio_buttons' || element.type === 'checkboxes'
  const typed =
    element.type === 'plain_text_input' ||
    element.type === 'email_text_input' ||
    element.type === 'url_text_input' ||
    element.type === 'number_input'
  const field = { id, describedBy, invalid: error !== undefined }
  const press = (chosen: Record<string, unknown>) => block.dispatch_action && room.press(blockId, actionId, chosen)

  const body = typed
    ? html`<${TextInput}
        element=${element}
        field=${field}
        value=${String(held(room, blockId, actionId).value ?? '')}
        onInput=${(value: string) => room.set(blockId, actionId, { type: element.type, value: value === '' ? null : value })}
        onDispatch=${(value: string) => press({ value })}
      />`
    : html`<${Choices} element=${element} blockId=${blockId} room=${room} field=${field} label=${label} onChoose=${press} />`

  const title = html`${label}${block.optional && html` <span class="optional">(optional)</span>`}`
  return html`<div class=${error ? 'input wrong' : 'input'}>
    ${isGroup ? html`<span class="label" id=${`${id}-label`} aria-hidden="true">${title}</span>` : html`<span class="label"><label for=${id}>${label}</label>${block.optional && html` <span class="optional">(optional)</span>`}</span>`}
    ${body}
    ${error && html`<p class="error" id=${`${id}-error`} role="alert">${error}</p>`}
    ${block.hint && html`<p class="hint" id=${`${id}-hint`}>${plainWords(block.hint.text)}</p>`}
  </div>`
}
