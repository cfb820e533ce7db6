import { useState } from 'preact/hooks'
import type { AccountView, Letter } from '../world/world.ts'
import { act } from './act.ts'
import { html } from './html.ts'
import { PhotoChoice } from './photo-choice.ts'
import type { Rows } from './rows.ts'

/** Where one writes as a customer. */
export function Pen(props: {
  account: AccountView
  place: Letter['place']
  rows: Rows
  label: string
  post?: string
  as?: string
  rated?: boolean
}) {
  const { account, place, rows, label, post } = props
  const known = [...rows.customers.values()].filter((one) => !one.passing)
  const [customer, setCustomer] = useState(props.as ?? 'mira')
  const [text, setText] = useState('')
  const [photo, setPhoto] = useState('')
  const [rating, setRating] = useState(3)
  const [trouble, setTrouble] = useState('')
  const write = async () => {
    if (text.trim() === '' && photo === '') return
    try {
      await act('write', {
        account: account.id,
        place,
        customer,
        text,
        ...(post && { post }),
        ...(photo && { picture: photo }),
        ...(props.rated && { rating }),
      })
      setText('')
      setPhoto('')
      setTrouble('')
    } catch (error) {
      setTrouble(String(error))
    }
  }
  const chosen = (set: (value: string) => void) => (event: Event) => {
    if (event.currentTarget instanceof HTMLSelectElement) set(event.currentTarget.value)
  }
  return html`<form class="pen" onSubmit=${(event: Event) => {
    event.preventDefault()
    void write()
  }}>
    <textarea rows="1" dir="auto" aria-label=${label} placeholder=${label} value=${text}
      onInput=${(event: InputEvent) => event.currentTarget instanceof HTMLTextAreaElement && setText(event.currentTarget.value)}
      onKeyDown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
        event.preventDefault()
        void write()
      }}></textarea>
    <div class="pen-tools">
      ${!props.as && html`<select aria-label="Write as" onChange=${chosen(setCustomer)}>${known.map((one) => html`<option value=${one.id} selected=${one.id === customer}>${one.name}</option>`)}</select>`}
      ${props.rated && html`<select aria-label="Stars" onChange=${chosen((value) => setRating(Number(value)))}>${[5, 4, 3, 2, 1].map((stars) => html`<option value=${stars} selected=${stars === rating}>${'★'.repeat(stars)}</option>`)}</select>`}
      ${account.can.photo.includes(place) && html`<${PhotoChoice} value=${photo} onChoose=${setPhoto} />`}
      <button type="submit" class="kit small">Send</button>
    </div>
    ${trouble && html`<p class="error" role="alert">${trouble}</p>`}
  </form>`
}
