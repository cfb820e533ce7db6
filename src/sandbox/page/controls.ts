import { useRef, useState } from 'preact/hooks'
import type { Person } from '../slack/workspace.ts'
import { act } from './act.ts'
import { askFirst } from './confirm.ts'
import { html } from './html.ts'
import { appNow, reader } from './reader.ts'
import type { Rows } from './rows.ts'
import { useDialog } from './use-dialog.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const startOver = {
  title: plain('Start over?'),
  text: plain('Every ticket, message and customer here is cleared, and the first customers write again.'),
  confirm: plain('Start Over'),
  deny: plain('Cancel'),
  style: 'danger' as const,
}

/** What a person can make happen: stories, weather, the clock, starting over. */
export function Controls({ me, rows, onClose }: { me: Person; rows: Rows; onClose(): void }) {
  const box = useRef<HTMLDialogElement>(null)
  const [busy, setBusy] = useState('')
  const [trouble, setTrouble] = useState('')
  const [minutes, setMinutes] = useState('45')
  const weather = rows.weather.get('now')
  useDialog(box)
  const run = async (name: string, deed: string, given: Record<string, unknown> = {}) => {
    setBusy(name)
    const failed = await act(deed, given).then(
      () => undefined,
      (error: Error) => error.message,
    )
    setTrouble(failed ?? '')
    setBusy('')
  }
  const press = (name: string, deed: string, given?: Record<string, unknown>) =>
    html`<button type="button" class="kit" disabled=${busy === name} onClick=${() => run(name, deed, given)}>${name}</button>`
  const choice = (label: string, key: 'slack' | 'network', options: Record<string, string>) =>
    html`<label>${label}<select onChange=${(event: Event) => event.currentTarget instanceof HTMLSelectElement && act('weather', { [key]: event.currentTarget.value })}>
      ${Object.entries(options).map(([value, name]) => html`<option value=${value} selected=${weather?.[key] === value}>${name}</option>`)}
    </select></label>`
  const write = (at: number) =>
    new Date(at).toLocaleString('en-GB', {
      timeZone: me.timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
    })
  return html`<dialog class="modal controls" ref=${box} aria-labelledby="controls-title" onClose=${onClose}>
    <header class="pane-head"><h2 id="controls-title">Controls</h2><button type="button" class="icon" aria-label="Close controls" onClick=${onClose}>×</button></header>
    <div class="modal-body">
      <section><h3>Customers</h3><p class="hint">Let many people write at once.</p>
        <div class="row">${press('Quiet Morning', 'story', { story: 'quiet morning' })}${press('Busy Day of 200', 'story', { story: 'busy day' })}${press('Outage: 500 in a Minute', 'story', { story: 'outage' })}${press('Stop', 'stop')}</div></section>
      <section><h3>Clock</h3><p class="hint">It is ${write(appNow())} for ${me.name}. The clock only goes forward.</p>
        <div class="row">${press('15 Minutes On', 'clock', { minutes: 15 })}${press('One Hour On', 'clock', { minutes: 60 })}${press('To the End of a Promise', 'clock', { to: 'end of a promise' })}${press('Tomorrow Morning', 'clock', { to: 'tomorrow morning' })}</div>
        <form class="row" onSubmit=${(event: Event) => {
          event.preventDefault()
          void run('clock', 'clock', { minutes: Number(minutes) })
        }}><label>Minutes<input type="number" min="1" max="20160" value=${minutes} onInput=${(event: InputEvent) => event.currentTarget instanceof HTMLInputElement && setMinutes(event.currentTarget.value)} /></label><button type="submit" class="kit" disabled=${busy === 'clock'}>Move the Clock</button></form></section>
      <section><h3>Weather</h3><p class="hint">What goes wrong on purpose.</p>
        <div class="row">${choice('Slack', 'slack', { fine: 'Fine', slow: 'Slow: 2 seconds', limited: 'Limited: 429', away: 'Away: 503' })}${choice('Networks', 'network', { fine: 'Fine', slow: 'Slow: 8 seconds', refusing: 'Refusing replies', losing: 'Losing their answers' })}</div></section>
      <section><h3>Start over</h3><p class="hint">Clears tickets, messages and customers, here and in the app.</p><div class="row">${html`<button type="button" class="kit danger" disabled=${busy === 'over'} onClick=${async () => (await askFirst(startOver, reader(me))) && run('over', 'start-over')}>Start Over</button>`}</div></section>
      ${trouble && html`<p class="error" role="alert">${trouble}</p>`}
    </div>
  </dialog>`
}
