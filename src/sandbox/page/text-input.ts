import { useEffect, useRef } from 'preact/hooks'
import type { z } from 'zod'
import type { inputElement } from '../slack/block-kit/elements.ts'
import { html } from './html.ts'

type Typed = Extract<
  z.infer<typeof inputElement>,
  { type: 'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input' }
>

export interface Field {
  id: string
  describedBy: string
  invalid: boolean
}

/** A line or an area to type in, with Slack's count once the end comes near. */
export function TextInput(props: {
  element: Typed
  field: Field
  value: string
  onInput(value: string): void
  onDispatch(value: string): void
}) {
  const { element, field, value } = props
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => {
    if (element.focus_on_load) box.current?.focus()
  }, [])
  const config = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  const timer = useRef(0)
  const multiline = element.type === 'plain_text_input' && element.multiline === true
  const given = {
    id: field.id,
    ref: box,
    value,
    placeholder: element.placeholder?.text,
    'aria-invalid': field.invalid,
    'aria-describedby': field.describedBy || undefined,
    onInput: (event: InputEvent) => {
      const typed = event.currentTarget
      if (!(typed instanceof HTMLInputElement || typed instanceof HTMLTextAreaElement)) return
      props.onInput(typed.value)
      if (!config.includes('on_character_entered')) return
      clearTimeout(timer.current)
      timer.current = setTimeout(() => props.onDispatch(typed.value), 250)
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !multiline && config.includes('on_enter_pressed')) props.onDispatch(value)
    },
  }
  const most = element.type === 'plain_text_input' ? element.max_length : undefined
  const left = most === undefined ? undefined : most - value.length
  const kind = { plain_text_input: 'text', email_text_input: 'email', url_text_input: 'url', number_input: 'text' }[
    element.type
  ]
  return html`<div class="typed">
    ${multiline ? html`<textarea rows="5" ...${given}></textarea>` : html`<input type=${kind} inputmode=${element.type === 'number_input' ? 'decimal' : undefined} ...${given} />`}
    ${left !== undefined && left < 100 && html`<span class=${left < 0 ? 'left over' : 'left'} aria-live="polite">${left}</span>`}
  </div>`
}
