import { useEffect, useRef } from 'preact/hooks'
import type { Channel, Person } from '../slack/workspace.ts'
import { repliesByRoot } from './channel-view.ts'
import { Composer } from './composer.ts'
import { html } from './html.ts'
import { MessageView } from './message.ts'
import type { Rows } from './rows.ts'

/** A message's thread, in the side pane. */
export function Thread(props: {
  channel: Channel
  ts: string
  title: string
  me: Person
  rows: Rows
  onClose(): void
}) {
  const { channel, ts, me, rows } = props
  const root = rows.messages.get(`${channel.id}:${ts}`)
  const replies = repliesByRoot(rows, channel.id).get(ts) ?? []
  const whispers = [...rows.ephemerals.values()].filter((one) => one.channel === channel.id && one.threadTs === ts)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [ts, replies.length + whispers.length])
  const all = [...replies, ...whispers].sort((one, other) => Number(one.ts) - Number(other.ts))
  return html`<aside class="pane thread" aria-label="Thread" onKeyDown=${(event: KeyboardEvent) => event.key === 'Escape' && props.onClose()}>
    <header class="pane-head"><h2>Thread <small>${props.title}</small></h2><button type="button" class="icon" aria-label="Close thread" onClick=${props.onClose}>×</button></header>
    <div class="messages" ref=${list} tabindex="0" role="log" aria-label="Messages in the thread">
      ${root ? html`<${MessageView} key=${ts} message=${root} me=${me} />` : html`<p class="empty">This message is gone.</p>`}
      ${all.length > 0 && html`<div class="day"><span>${all.length} ${all.length === 1 ? 'reply' : 'replies'}</span></div>`}
      ${all.map((message) => html`<${MessageView} key=${message.ts} message=${message} me=${me} />`)}
    </div>
    <${Composer} channel=${channel.id} threadTs=${ts} key=${ts} label="Reply in thread" focus=${true} />
  </aside>`
}
