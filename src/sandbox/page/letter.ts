import { Component } from 'preact'
import type { Person } from '../slack/workspace.ts'
import type { AccountView, Letter, WorldPerson } from '../world/world.ts'
import { act } from './act.ts'
import { html } from './html.ts'
import { clockTime } from './reader.ts'

interface Props {
  letter: Letter
  customer?: WorldPerson
  me: Person
  account: AccountView
}

/** One thing written out there, with what its writer can do about it. */
export class LetterView extends Component<Props, { draft: string | undefined }> {
  override state = { draft: undefined as string | undefined }

  override shouldComponentUpdate(next: Props, state: { draft: string | undefined }) {
    return next.letter !== this.props.letter || next.customer !== this.props.customer || state !== this.state
  }

  override render({ letter, customer, me, account }: Props) {
    const ours = letter.from === 'us'
    const name = ours ? 'Lumen' : (customer?.name ?? 'Somebody')
    const mayEdit = !ours && !letter.deletedAt && account.can.edit.includes(letter.place)
    const mayRemove = !ours && !letter.deletedAt && account.can.remove.includes(letter.place)
    const { draft } = this.state
    const save = async () => {
      if (draft) await act('edit', { id: letter.id, text: draft })
      this.setState({ draft: undefined })
    }
    return html`<article class=${`letter ${ours ? 'ours' : ''} ${letter.hidden ? 'hidden-letter' : ''}`} id=${letter.id} aria-label=${`${name}, ${clockTime(letter.at, me.timeZone)}`}>
      ${ours ? html`<span class="logo small" aria-hidden="true">L</span>` : html`<img class="avatar small" src=${`/sandbox/avatars/${letter.customer}.svg`} alt="" />`}
      <div>
        <header><strong>${name}</strong> ${letter.agent && html`<span class="by">by ${letter.agent}</span>`} <time>${clockTime(letter.at, me.timeZone)}</time></header>
        ${letter.rating && html`<p class="stars" role="img" aria-label=${`${letter.rating} of 5 stars`}>${'★'.repeat(letter.rating)}<span>${'★'.repeat(5 - letter.rating)}</span></p>`}
        ${letter.deletedAt ? html`<p class="gone">Deleted</p>` : draft === undefined ? html`<p dir="auto" class="kept">${letter.text}</p>` : html`<textarea aria-label="Edit what was written" value=${draft} onInput=${(event: InputEvent) => event.currentTarget instanceof HTMLTextAreaElement && this.setState({ draft: event.currentTarget.value })}></textarea>`}
        ${!letter.deletedAt && letter.attached?.map(({ name, url }) => (url ? html`<img class="photo" src=${url} alt=${name} loading="lazy" />` : html`<p class="kept">📎 ${name}</p>`))}
        ${letter.picture && !letter.deletedAt && html`<img class="photo" src=${letter.picture} alt="Photo" loading="lazy" />`}
        <footer>
          ${letter.editedAt && !letter.deletedAt && html`<span>edited</span>`}
          ${letter.hidden && html`<span>hidden by Lumen</span>`}
          ${letter.liked && html`<span>liked by Lumen</span>`}
          ${!letter.delivered && html`<span>not delivered yet</span>`}
          ${draft === undefined ? mayEdit && html`<button type="button" onClick=${() => this.setState({ draft: letter.text })}>Edit</button>` : html`<button type="button" onClick=${save}>Save</button>`}
          ${mayRemove && draft === undefined && html`<button type="button" onClick=${() => act('remove', { id: letter.id })}>Delete</button>`}
        </footer>
      </div>
    </article>`
  }
}
