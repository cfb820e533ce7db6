import { useRef, useState } from 'preact/hooks'
import { act } from './act.ts'
import { base64Of } from './file-input.ts'
import { html } from './html.ts'

const drawn = { 'cracked-lamp': 'A cracked lamp', mug: 'Three mugs', parcel: 'A parcel' }
const most = 5_000_000

/** A photo to send along: none, one of ours, or a picture of the person's own. */
export function PhotoChoice({ value, onChoose }: { value: string; onChoose(url: string): void }) {
  const [own, setOwn] = useState<{ name: string; url: string }>()
  const [trouble, setTrouble] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const choices = [
    ['', 'No photo'],
    ...Object.entries(drawn).map(([name, says]) => [`/sandbox/pictures/${name}.png`, says]),
    ...(own ? [[own.url, own.name]] : []),
    ['own', 'A picture of your own…'],
  ]
  const take = async (picture: File | undefined) => {
    setTrouble('')
    if (!picture) return
    if (picture.size > most) return setTrouble('It is larger than 5 MB.')
    try {
      const { url } = await act<{ url: string }>('photo', { type: picture.type, base64: await base64Of(picture) })
      setOwn({ name: picture.name, url })
      onChoose(url)
    } catch {
      setTrouble('Only PNG, JPEG, GIF and WebP are shown.')
    }
  }
  return html`<select aria-label="Photo" value=${value} onChange=${(event: Event) => {
    const box = event.currentTarget
    if (!(box instanceof HTMLSelectElement)) return
    if (box.value !== 'own') return onChoose(box.value)
    box.value = value
    file.current?.click()
  }}>${choices.map(([url, says]) => html`<option value=${url} selected=${url === value}>${says}</option>`)}</select>
  <input type="file" ref=${file} hidden accept="image/png,image/jpeg,image/gif,image/webp" aria-label="A picture of your own" onChange=${(
    event: Event,
  ) => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return
    void take(event.currentTarget.files?.[0])
    event.currentTarget.value = ''
  }} />
  ${trouble && html`<span class="error" role="alert">${trouble}</span>`}`
}
