import type { Option } from '../slack/block-kit/options.ts'
import type { Group } from './choices.ts'
import { html } from './html.ts'
import { plainWords } from './marked.ts'
import type { Field } from './text-input.ts'

/** A menu of which one is chosen: the browser's own, which every keyboard and screen reader knows. */
export function OneSelect(props: {
  label: string
  field?: Field
  placeholder?: string
  value?: Option
  groups: Group[]
  onChoose(option: Option): void
}) {
  const { field, groups, value } = props
  const all = groups.flatMap((group) => group.options)
  const onChange = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return
    const chosen = all[Number(event.currentTarget.value)]
    if (chosen) props.onChoose(chosen)
  }
  const item = (option: Option) =>
    html`<option value=${all.indexOf(option)} selected=${option.value === value?.value}>${plainWords(option.text.text)}</option>`
  return html`<select id=${field?.id} aria-label=${field ? undefined : props.label} aria-invalid=${field?.invalid} aria-describedby=${field?.describedBy || undefined} onChange=${onChange}>
    ${!value && html`<option value="" disabled selected>${props.placeholder ?? 'Choose an option'}</option>`}
    ${groups.map((group) => (group.label ? html`<optgroup label=${group.label}>${group.options.map(item)}</optgroup>` : group.options.map(item)))}
  </select>`
}
