import { useState } from 'preact/hooks'
import type { Person } from '../slack/workspace.ts'
import type { AccountView, Letter } from '../world/world.ts'
import { given } from './given.ts'
import { html } from './html.ts'
import { LetterView } from './letter.ts'
import { Pen } from './pen.ts'
import type { Rows } from './rows.ts'

/** The outside world: what customers see of us, and where one writes as any of them. */
export function WorldView({ me, rows, onClose }: { me: Person; rows: Rows; onClose(): void }) {
  const [tab, setTab] = useState('facebook-public')
  const tabs = given.accounts.flatMap((account) =>
    account.places.map((place) => ({ id: `${account.id}-${place}`, account, place })),
  )
  const open = tabs.find((one) => one.id === tab) ?? tabs[0]
  if (!open) return null
  const letters = [...rows.letters.values()]
    .filter((one) => one.account === open.account.id && one.place === open.place)
    .sort((one, other) => one.at - other.at)
  const shared = { account: open.account, place: open.place, letters, me, rows }
  return html`<aside class="pane world" aria-label="The outside world">
    <header class="pane-head"><h2>The outside world <small>what your customers see</small></h2><button type="button" class="icon" aria-label="Close the outside world" onClick=${onClose}>×</button></header>
    <div class="tabs" role="tablist" aria-label="Accounts">
      ${tabs.map(
        (
          one,
        ) => html`<button type="button" role="tab" id=${`tab-${one.id}`} aria-selected=${one === open} aria-controls="world-panel" tabindex=${one === open ? 0 : -1}
        onClick=${() => setTab(one.id)}
        onKeyDown=${(event: KeyboardEvent) => {
          const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
          const next = by && tabs[(tabs.indexOf(one) + by + tabs.length) % tabs.length]
          if (!next) return
          setTab(next.id)
          document.getElementById(`tab-${next.id}`)?.focus()
        }}>${tabName(one.account.id, one.place)}</button>`,
      )}
    </div>
    <div id="world-panel" role="tabpanel" aria-labelledby=${`tab-${open.id}`} class="outside">
      ${open.place === 'public' ? html`<${Posts} ...${shared} />` : open.place === 'private' ? html`<${Chats} ...${shared} />` : html`<${Reviews} ...${shared} />`}
    </div>
  </aside>`
}

function tabName(account: string, place: Letter['place']): string {
  if (account !== 'facebook') return { 'shop-chat': 'Shop chat', 'shop-reviews': 'Reviews' }[account] ?? account
  return place === 'public' ? 'Facebook' : 'Facebook messages'
}

interface Shared {
  account: AccountView
  place: Letter['place']
  letters: Letter[]
  me: Person
  rows: Rows
}

function Posts(shared: Shared) {
  const { rows, letters, account, place, me } = shared
  const posts = [...rows.posts.values()]
    .filter((one) => one.account === account.id)
    .sort((one, other) => other.at - one.at)
  return html`${posts.map((post) => {
    const comments = letters.filter((one) => one.post === post.id)
    return html`<article class="post" key=${post.id}>
      <header><span class="logo small" aria-hidden="true">L</span><div><strong>Lumen</strong><small>Facebook page</small></div></header>
      <p>${post.text}</p>
      ${post.picture && html`<img src=${post.picture} alt="" loading="lazy" />`}
      <${Letters} letters=${comments} me=${me} rows=${rows} account=${account} />
      <${Pen} account=${account} place=${place} post=${post.id} rows=${rows} label="Write a comment" />
    </article>`
  })}`
}

function Chats(shared: Shared) {
  const { letters, rows, account, place, me } = shared
  const people = [...Map.groupBy(letters, (one) => one.customer)].sort(
    ([, one], [, other]) => (other.at(-1)?.at ?? 0) - (one.at(-1)?.at ?? 0),
  )
  const opensThere = account.id !== 'facebook'
  return html`
    ${opensThere && html`<${Pen} account=${account} place=${place} rows=${rows} label="Write to the shop" />`}
    ${!opensThere && people.length === 0 && html`<p class="empty">A conversation begins here when you answer a comment privately.</p>`}
    ${people.slice(0, 40).map(
      ([customer, all]) => html`<article class="chat" key=${customer}>
      <h3>${rows.customers.get(customer)?.name}</h3>
      <${Letters} letters=${all} me=${me} rows=${rows} account=${account} />
      <${Pen} account=${account} place=${place} rows=${rows} as=${customer} label=${`Write as ${rows.customers.get(customer)?.name}`} />
    </article>`,
    )}`
}

function Reviews({ letters, rows, account, place, me }: Shared) {
  const reviews = letters.filter((one) => one.from === 'customer').reverse()
  return html`
    <${Pen} account=${account} place=${place} rows=${rows} rated=${true} label="Write a review" />
    ${reviews.slice(0, 60).map(
      (review) => html`<article class="post" key=${review.id}>
      <${Letters} letters=${[review, ...letters.filter((one) => one.inReplyTo === review.id)]} me=${me} rows=${rows} account=${account} />
    </article>`,
    )}`
}

function Letters({
  letters,
  me,
  rows,
  account,
}: {
  letters: Letter[]
  me: Person
  rows: Rows
  account: Shared['account']
}) {
  const shown = letters.slice(-30)
  return html`<div class="letters">
    ${letters.length > shown.length && html`<p class="hint">${letters.length - shown.length} earlier ones are not shown.</p>`}
    ${shown.map((letter) => html`<${LetterView} key=${letter.id} letter=${letter} customer=${rows.customers.get(letter.customer)} me=${me} account=${account} />`)}
  </div>`
}
