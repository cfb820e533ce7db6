import { Component } from 'preact'
import type { Message, Person, ViewState } from '../slack/workspace.ts'
import { act } from './act.ts'
import { beginnings, carriedOver } from './beginnings.ts'
import { Blocks } from './blocks.ts'
import { emoji } from './emoji.ts'
import { given } from './given.ts'
import { html } from './html.ts'
import { mrkdwn } from './mrkdwn.ts'
import { clockTime, reader } from './reader.ts'
import type { Room } from './room.ts'
import { rows } from './rows.ts'

export interface MessageProps {
  message: Message
  me: Person
  replies?: number
  lastReply?: string
  onThread?: (ts: string) => void
}

/** One message with its blocks. It draws again only when its row changes: hundreds stand in a channel. */
export class MessageView extends Component<MessageProps, { state: ViewState }> {
  constructor(props: MessageProps) {
    super(props)
    this.state = { state: beginnings(props.message.blocks ?? []) }
  }

  override shouldComponentUpdate(next: MessageProps, nextState: { state: ViewState }) {
    const { message, replies, lastReply, me } = this.props
    return (
      next.message !== message ||
      next.replies !== replies ||
      next.lastReply !== lastReply ||
      next.me !== me ||
      nextState !== this.state
    )
  }

  override componentDidUpdate(before: MessageProps) {
    const { message } = this.props
    if (before.message === message) return
    this.setState({ state: carriedOver(message.blocks ?? [], this.state.state) })
  }

  room(): Room {
    const { message, me } = this.props
    const at = {
      in: message.to ? ('ephemeral' as const) : ('message' as const),
      channel: message.channel,
      ts: message.ts,
    }
    const { state } = this.state
    return {
      at,
      reader: reader(me),
      state,
      errors: {},
      set: (blockId, actionId, value) =>
        this.setState(({ state: now }) => ({ state: { ...now, [blockId]: { ...now[blockId], [actionId]: value } } })),
      press: (blockId, actionId, chosen = {}) => act('press', { at, blockId, actionId, chosen, state }),
    }
  }

  override render({ message, me, replies = 0, lastReply, onThread }: MessageProps) {
    const author = authorOf(message)
    const room = this.room()
    const at = Number(message.ts) * 1000
    if (message.subtype === 'tombstone') return html`<article class="message gone">This message was deleted.</article>`
    return html`<article class=${message.to ? 'message ephemeral' : 'message'} id=${message.to ? undefined : `m${message.ts}`} aria-label=${`${author.name}, ${clockTime(at, me.timeZone)}`}>
      <img class="avatar" src=${author.picture} alt="" />
      <div class="body">
        ${message.to && html`<p class="only-you">Only visible to you</p>`}
        <header>
          <strong class="author">${author.name}</strong>${author.isApp && html`<span class="badge">APP</span>`}
          <time>${clockTime(at, me.timeZone)}</time>
          ${message.editedTs && !message.blocks && html`<span class="edited">(edited)</span>`}
        </header>
        ${
          message.blocks
            ? html`<${Blocks} blocks=${message.blocks} room=${room} />`
            : html`<div class="text">${mrkdwn(message.text, room.reader)}</div>`
        }
        ${message.files?.map((id) => html`<${FileView} id=${id} />`)}
        ${message.reactions.length > 0 && html`<p class="reactions">${message.reactions.map((one) => html`<span>${emoji(one.name)} ${one.users.length}</span>`)}</p>`}
        ${message.trouble && html`<p class="trouble" role="alert">⚠ ${message.trouble}</p>`}
        ${replies > 0 && html`<button type="button" class="thread-link" onClick=${() => onThread?.(message.ts)}><strong>${replies} ${replies === 1 ? 'reply' : 'replies'}</strong> <span>Last at ${clockTime(Number(lastReply) * 1000, me.timeZone)}</span></button>`}
        ${message.to && html`<button type="button" class="quiet-link" onClick=${() => act('dismiss', { channel: message.channel, ts: message.ts })}>Dismiss message</button>`}
      </div>
      ${
        !message.to &&
        html`<div class="hover-tools">
        ${onThread && replies === 0 && html`<button type="button" onClick=${() => onThread(message.ts)}>Reply in thread</button>`}
        ${given.shortcuts.filter((one) => one.type === 'message').map((one) => html`<button type="button" onClick=${() => act('shortcut', { callbackId: one.callbackId, on: { channel: message.channel, ts: message.ts } })}>${one.name}</button>`)}
      </div>`
      }
    </article>`
  }
}

function FileView({ id }: { id: string }) {
  const file = rows.files.get(id)
  if (!file) return null
  const url = `/files/${id}/${encodeURIComponent(file.name)}`
  return file.type.startsWith('image/')
    ? html`<figure><figcaption>${file.title}</figcaption><img src=${url} alt=${file.alt || file.title} /></figure>`
    : html`<a class="file" href=${url} download=${file.name}>${file.title} <small>${Math.max(1, Math.round(file.size / 1024))} KB</small></a>`
}

function authorOf(message: Message) {
  const person = rows.people.get(message.user)
  if (!person) return { name: 'Slackbot', picture: '/sandbox/avatars/slackbot.svg', isApp: false }
  return { name: person.name, picture: `/sandbox/avatars/${person.id}.svg`, isApp: person.kind === 'bot' }
}
