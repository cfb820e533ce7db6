import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Channel, Message, Person } from '../slack/workspace.ts'
import { act } from './act.ts'
import { Composer } from './composer.ts'
import { html } from './html.ts'
import { MessageView } from './message.ts'
import { appNow } from './reader.ts'
import type { Rows } from './rows.ts'

const step = 80

/** A channel or direct message: its messages, newest at the bottom, and the composer. */
export function ChannelView(props: {
  channel: Channel
  me: Person
  rows: Rows
  title: string
  onThread(ts: string): void
}) {
  const { channel, me, rows, title } = props
  const [shown, setShown] = useState(step)
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const top = useRef(0)
  const [seen, setSeen] = useState('')
  const all = messagesOf(rows, channel.id)
  const last = all.at(-1)?.ts ?? ''
  const replies = repliesByRoot(rows, channel.id)

  useEffect(() => setShown(step), [channel.id])
  useLayoutEffect(() => {
    atEnd.current = true
  }, [channel.id])
  const toEnd = () => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }
  // Pictures, too, have their height only once they are there.
  const stayAtEnd = () => atEnd.current && toEnd()
  useLayoutEffect(() => void stayAtEnd())
  useEffect(() => {
    if (atEnd.current) setSeen(last)
  }, [last])
  useEffect(() => {
    const read = rows.reads.get(`${me.id}:${channel.id}`)?.ts ?? ''
    const lastPosted = all.filter((one) => !one.to).at(-1)?.ts ?? ''
    if (lastPosted > read && !document.hidden) void act('read', { channel: channel.id, ts: lastPosted })
  }, [channel.id, last])

  const onScroll = () => {
    const box = list.current
    if (!box) return
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < 60
    const wentUp = box.scrollTop < top.current
    top.current = box.scrollTop
    // What has grown meanwhile is not left by whoever reads.
    atEnd.current = isNear || (atEnd.current && !wentUp)
    if (atEnd.current) setSeen(last)
  }
  const below = atEnd.current ? 0 : all.filter((one) => one.ts > seen).length
  const visible = all.slice(-shown)
  return html`<section class="channel" aria-label=${title}>
    <div class="messages" ref=${list} onScroll=${onScroll} onLoadCapture=${stayAtEnd} tabindex="0" role="log" aria-label=${`Messages in ${title}`}>
      ${all.length > shown && html`<button type="button" class="quiet-link earlier" onClick=${() => setShown(shown + step)}>Show earlier messages</button>`}
      ${all.length === 0 && html`<p class="empty">Nothing here yet.</p>`}
      ${visible.map((message, index) => {
        const thread = replies.get(message.ts)
        const day = dayOf(message, me)
        const newDay = index === 0 || dayOf(visible[index - 1] ?? message, me) !== day
        return html`
          ${newDay && html`<div class="day" key=${`day-${day}`}><span>${day}</span></div>`}
          <${MessageView} key=${message.ts} message=${message} me=${me} replies=${thread?.length ?? 0} lastReply=${thread?.at(-1)?.ts} onThread=${props.onThread} />`
      })}
    </div>
    ${below > 0 && html`<button type="button" class="kit small below" onClick=${toEnd}>${below} new ${below === 1 ? 'message' : 'messages'} ↓</button>`}
    ${channel.archived ? html`<p class="note">This channel is archived.</p>` : html`<${Composer} channel=${channel.id} key=${channel.id} label=${`Message ${title}`} />`}
  </section>`
}

function messagesOf(rows: Rows, channel: string): Message[] {
  const posted = [...rows.messages.values()].filter(
    (one) => one.channel === channel && (!one.threadTs || one.broadcast),
  )
  const mine = [...rows.ephemerals.values()].filter((one) => one.channel === channel && !one.threadTs)
  return [...posted, ...mine].sort((one, other) => Number(one.ts) - Number(other.ts))
}

export function repliesByRoot(rows: Rows, channel: string): Map<string, Message[]> {
  const replies = [...rows.messages.values()].filter((one) => one.channel === channel && one.threadTs)
  return Map.groupBy(
    replies.sort((one, other) => Number(one.ts) - Number(other.ts)),
    (one) => one.threadTs ?? '',
  )
}

function dayOf(message: Message, me: Person): string {
  const write = (time: number) =>
    new Date(time).toLocaleDateString('en-GB', {
      timeZone: me.timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    })
  const day = write(Number(message.ts) * 1000)
  return day === write(appNow()) ? 'Today' : day
}
