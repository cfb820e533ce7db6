import type { Channel, Person } from '../slack/workspace.ts'
import { given } from './given.ts'
import { html } from './html.ts'
import type { Rows } from './rows.ts'

export type Spot = { channel: string } | 'home'

/** Workspace, channels, direct messages, the app; bold where something is unread. */
export function Sidebar(props: { me: Person; rows: Rows; spot: Spot; onGo(spot: Spot): void }) {
  const { me, rows, spot, onGo } = props
  const channels = [...rows.channels.values()]
  const item = (channel: Channel, name: string) => {
    const current = spot !== 'home' && spot.channel === channel.id
    const unread = unreadIn(rows, me, channel)
    const rings = [...rows.notices.values()]
      .filter((one) => one.user === me.id && one.channel === channel.id)
      .filter((one) => one.ts > readTs(rows, me, channel)).length
    return html`<li><button type="button" class=${unread && !current ? 'unread' : ''} aria-current=${current ? 'page' : undefined} onClick=${() => onGo({ channel: channel.id })}>
      <span class="hash" aria-hidden="true">${channel.kind === 'dm' ? '●' : '#'}</span><span class="name">${name}</span>
      ${rings > 0 && !current && html`<span class="count" aria-label=${`${rings} mentions`}>${rings}</span>`}
      ${unread && !current && html`<span class="spoken">unread</span>`}
    </button></li>`
  }
  return html`<nav class="sidebar" aria-label="Workspace">
    <header><span class="logo" aria-hidden="true">L</span><div><strong>Lumen</strong><small>Sandbox workspace</small></div></header>
    <h2>Channels</h2>
    <ul>${channels.filter((one) => one.kind !== 'dm' && !one.archived).map((one) => item(one, one.name))}</ul>
    ${
      given.takesDirectMessages &&
      html`<h2>Direct messages</h2>
    <ul>${channels.filter((one) => one.kind === 'dm' && one.members.includes(me.id)).map((one) => item(one, 'Roost'))}</ul>`
    }
    <h2>Apps</h2>
    <ul><li><button type="button" aria-current=${spot === 'home' ? 'page' : undefined} onClick=${() => onGo('home')}><span class="hash" aria-hidden="true">⌂</span><span class="name">Roost Home</span></button></li></ul>
    <${People} me=${me} rows=${rows} />
  </nav>`
}

/** Who this window is: another agent is a link, so a second window can be theirs. */
function People({ me, rows }: { me: Person; rows: Rows }) {
  const all = [...rows.people.values()].filter((one) => one.kind !== 'bot')
  return html`<section class="people" aria-label="You are">
    <h2>You are</h2>
    <ul>${all.map((one) => {
      const rings = [...rows.notices.values()].filter((notice) => notice.user === one.id).length
      const here = one.id === me.id
      return html`<li><a href=${`/?as=${one.handle}`} aria-current=${here ? 'true' : undefined}>
        <img class="avatar small" src=${`/sandbox/avatars/${one.id}.svg`} alt="" />
        <span class="name">${one.name}<small>${one.kind === 'guest' ? 'Guest' : one.timeZone.replace(/^.*\//, '').replace('_', ' ')}</small></span>
        <span class="rings" title="Notifications: mentions, direct messages, replies in followed threads" aria-label=${`${rings} notifications`}>${rings}</span>
      </a></li>`
    })}</ul>
  </section>`
}

function unreadIn(rows: Rows, me: Person, channel: Channel): boolean {
  const read = readTs(rows, me, channel)
  for (const one of rows.messages.values()) {
    if (one.channel === channel.id && !one.threadTs && one.ts > read && one.user !== me.id) return true
  }
  return false
}

function readTs(rows: Rows, me: Person, channel: Channel): string {
  return rows.reads.get(`${me.id}:${channel.id}`)?.ts ?? ''
}
