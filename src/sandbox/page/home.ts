import { useEffect, useState } from 'preact/hooks'
import type { Person, ViewState } from '../slack/workspace.ts'
import { act } from './act.ts'
import { carriedOver } from './beginnings.ts'
import { Blocks } from './blocks.ts'
import { html } from './html.ts'
import { reader } from './reader.ts'
import type { Room } from './room.ts'
import type { Rows } from './rows.ts'

/** The app's Home tab; opening it tells the app. */
export function HomeView({ me, rows }: { me: Person; rows: Rows }) {
  const home = rows.homes.get(me.id)
  const [state, setState] = useState<ViewState>({})
  useEffect(() => void act('home'), [])
  useEffect(() => setState((before) => carriedOver(home?.view.blocks ?? [], before)), [home?.hash])
  const at = { in: 'home' as const }
  const room: Room = {
    at,
    reader: reader(me),
    state,
    errors: {},
    set: (blockId, actionId, value) =>
      setState((now) => ({ ...now, [blockId]: { ...now[blockId], [actionId]: value } })),
    press: (blockId, actionId, chosen = {}) => act('press', { at, blockId, actionId, chosen, state }),
  }
  return html`<section class="channel home" aria-label="Roost Home">
    <div class="messages" tabindex="0">
      ${home ? html`<${Blocks} blocks=${home.view.blocks} room=${room} />` : html`<p class="empty">Roost has not drawn its Home yet.</p>`}
    </div>
  </section>`
}
