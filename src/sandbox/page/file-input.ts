import { useState } from 'preact/hooks'
import type { Element } from '../slack/block-kit/elements.ts'
import { act } from './act.ts'
import { html } from './html.ts'
import { rows } from './rows.ts'
import type { Field } from './text-input.ts'

interface Props {
  element: Extract<Element, { type: 'file_input' }>
  label: string
  field?: Field | undefined
  value: { id: string }[]
  onChoose(files: { id: string }[]): void
}

/** Files from the person's own machine. Slack has each from the moment it is chosen. */
export function FileInput({ element, label, field, value, onChoose }: Props) {
  const [trouble, setTrouble] = useState('')
  const most = element.max_files ?? 10
  const take = async (chosen: File[]) => {
    setTrouble('')
    try {
      const added: { id: string }[] = []
      for (const file of chosen.slice(0, most - value.length))
        added.push(await act<{ id: string }>('attach', { name: file.name, base64: await base64Of(file) }))
      onChoose([...value, ...added.map(({ id }) => ({ id }))])
      if (chosen.length > added.length) setTrouble(`At most ${most} files can be attached.`)
    } catch (error) {
      setTrouble(String(error))
    }
  }
  return html`<div class="files">
    ${value.map(({ id }) => html`<p key=${id}>${rows.files.get(id)?.name ?? 'A file'} <button type="button" class="quiet-link" aria-label=${`Remove ${rows.files.get(id)?.name ?? 'the file'}`} onClick=${() => onChoose(value.filter((one) => one.id !== id))}>Remove</button></p>`)}
    <input type="file" id=${field?.id} aria-label=${field ? undefined : label} aria-describedby=${field?.describedBy || undefined} multiple=${most > 1} accept=${element.filetypes?.map((type) => `.${type}`).join(',')} onChange=${(
      event: Event,
    ) => {
      if (!(event.currentTarget instanceof HTMLInputElement)) return
      void take([...(event.currentTarget.files ?? [])])
      event.currentTarget.value = ''
    }} />
    ${trouble && html`<span class="error" role="alert">${trouble}</span>`}
  </div>`
}

export function base64Of(file: File): Promise<string> {
  return new Promise((done) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).replace(/^.*,/, ''))
    reader.readAsDataURL(file)
  })
}
