import { useEffect, useState } from 'preact/hooks'
import type { Channel } from '../slack/workspace.ts'
import { me as whoAmI } from './act.ts'
import { ChannelView } from './channel-view.ts'
import { Controls } from './controls.ts'
import { HomeView } from './home.ts'
import { html } from './html.ts'
import { ModalView } from './modal.ts'
import { appNow, clockTime } from './reader.ts'
import { connect, useRows } from './rows.ts'
import { Sidebar, type Spot } from './sidebar.ts'
import { type Start, startingSpot } from './starting-spot.ts'
import { ThemeSwitch } from './theme.ts'
import { Thread } from './thread.ts'
import { WorldView } from './world-view.ts'

connect(whoAmI())

/** The whole page: workspace, channel or Home, and beside it a thread or the outside world. */
export function App() {
  const { rows, connected } = useRows()
  const me = [...rows.people.values()].find((one) => one.handle === whoAmI())
  const start: Start = startingSpot()
  const [spot, setSpot] = useState<Spot>({ channel: start.channel })
  const [thread, setThread] = useState<string | undefined>(start.thread)
  const [world, setWorld] = useState(true)
  const [controls, setControls] = useState(false)
  const [part, setPart] = useState<'sidebar' | 'main' | 'world'>('main')
  const rings = me ? [...rows.notices.values()].filter((one) => one.user === me.id).length : 0

  useEffect(() => {
    document.title = `${rings > 0 ? `(${rings}) ` : ''}Lumen · Roost sandbox`
  }, [rings])
  if (!me) return html`<p class="empty">${connected ? 'Nobody here is called that.' : 'Opening the workspace…'}</p>`

  const channel = spot === 'home' ? undefined : rows.channels.get(spot.channel)
  const title = spot === 'home' ? 'Roost' : titleOf(channel)
  const modal = rows.modals.get(me.id)?.modals.at(-1)
  const go = (next: Spot) => {
    setSpot(next)
    setThread(undefined)
    setPart('main')
  }
  return html`<div class="page" data-part=${part} data-side=${thread && channel ? 'thread' : world ? 'world' : 'none'}>
    <div class="banner">
      <p><strong>Sandbox</strong> <span class="wide">A stand-in for Slack, for trying things out. Nothing here leaves this machine.</span></p>
      ${!connected && html`<span class="badge" role="status">Reconnecting…</span>`}
      <time class="wide" title="The app’s clock in your time zone">${clockTime(appNow(), me.timeZone)}</time>
      <button type="button" onClick=${() => setControls(true)}>Controls</button>
      <button type="button" class="wide" aria-pressed=${world} onClick=${() => {
        setWorld(!world || thread !== undefined)
        setThread(undefined)
      }}>Outside World</button>
      <${ThemeSwitch} />
    </div>
    <${Sidebar} me=${me} rows=${rows} spot=${spot} onGo=${go} />
    <main>
      <header class="channel-head"><h1>${title}</h1><p>${spot === 'home' ? 'App' : channel?.topic}</p></header>
      ${channel ? html`<${ChannelView} channel=${channel} me=${me} rows=${rows} title=${title} onThread=${setThread} />` : html`<${HomeView} me=${me} rows=${rows} />`}
    </main>
    ${
      thread && channel
        ? html`<${Thread} channel=${channel} ts=${thread} title=${title} me=${me} rows=${rows} onClose=${() => setThread(undefined)} />`
        : world &&
          html`<${WorldView} me=${me} rows=${rows} onClose=${() => {
            setWorld(false)
            setPart('main')
          }} />`
    }
    <nav class="bottom" aria-label="Parts of the page">
      ${(['sidebar', 'main', 'world'] as const).map(
        (one) =>
          html`<button type="button" aria-current=${part === one ? 'page' : undefined} onClick=${() => {
            setPart(one)
            if (one === 'world') setWorld(true)
            if (one !== 'main') setThread(undefined)
          }}>${{ sidebar: 'Workspace', main: 'Messages', world: 'Outside' }[one]}</button>`,
      )}
    </nav>
    ${modal && html`<${ModalView} key=${modal.id} modal=${modal} me=${me} />`}
    ${controls && html`<${Controls} me=${me} rows=${rows} onClose=${() => setControls(false)} />`}
  </div>`
}

function titleOf(channel: Channel | undefined): string {
  if (!channel) return 'Channel'
  return channel.kind === 'dm' ? 'Roost' : `#${channel.name}`
}
