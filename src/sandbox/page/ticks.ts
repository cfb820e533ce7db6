import { useId } from 'preact/hooks'
import type { Option } from '../slack/block-kit/options.ts'
import { html } from './html.ts'
import { plainWords } from './marked.ts'
import type { Field } from './text-input.ts'

/** Radio buttons or checkboxes. */
export function Ticks(props: {
  label: string
  field?: Field
  many: boolean
  options: Option[]
  value: Option[]
  onChoose(options: Option[]): void
}) {
  const name = useId()
  const isOn = (option: Option) => props.value.some((one) => one.value === option.value)
  const toggle = (option: Option) => {
    if (!props.many) return props.onChoose([option])
    props.onChoose(props.options.filter((one) => (one.value === option.value ? !isOn(one) : isOn(one))))
  }
  return html`<div class="ticks" role=${props.many ? 'group' : 'radiogroup'} aria-label=${props.label} aria-describedby=${props.field?.describedBy || undefined}>
    ${props.options.map(
      (option) => html`<label>
        <input type=${props.many ? 'checkbox' : 'radio'} name=${name} checked=${isOn(option)} onChange=${() => toggle(option)} />
        <span>${plainWords(option.text.text)}${option.description && html`<small>${plainWords(option.description.text)}</small>`}</span>
      </label>`,
    )}
  </div>`
}
