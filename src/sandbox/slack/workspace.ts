import type { Block } from './block-kit/blocks.ts'
import type { Option, OptionGroup } from './block-kit/options.ts'
import type { Home as HomeInput, Modal as ModalInput } from './block-kit.ts'

/** The rows of the stand-in Slack. The page reads the same ones, so nothing here may need Node. */
export interface Person {
  id: string
  handle: string
  name: string
  realName: string
  title: string
  timeZone: string
  kind: 'member' | 'guest' | 'bot'
  isAdmin: boolean
  colour: string
}

export interface Channel {
  id: string
  name: string
  kind: 'channel' | 'private' | 'dm'
  members: string[]
  archived: boolean
  topic: string
}

export interface Message {
  channel: string
  ts: string
  user: string
  botId?: string
  subtype?: string
  text: string
  blocks?: Block[]
  attachments?: unknown[]
  metadata?: { event_type: string; event_payload: Record<string, unknown> }
  files?: string[]
  threadTs?: string
  broadcast?: boolean
  editedTs?: string
  reactions: { name: string; users: string[] }[]
  /** Set for an ephemeral one: the only person who sees it. */
  to?: string
  /** What the page says beneath it when the app did not answer a press. */
  trouble?: string
}

interface Kept {
  id: string
  user: string
  hash: string
  state: ViewState
  rootId: string
  previousId: string | null
}
export type Modal = Kept & { view: ModalInput; errors: Record<string, string>; trouble?: string }
export type Home = Kept & { view: HomeInput }
export interface ModalStack {
  user: string
  modals: Modal[]
}

export type ViewState = Record<string, Record<string, Record<string, unknown>>>

export interface Read {
  user: string
  channel: string
  ts: string
}

/** Something that made a person's Slack ring: a mention, a direct message, or a reply in a thread they follow. */
export interface Notice {
  id: string
  user: string
  why: 'mention' | 'dm' | 'thread'
  channel: string
  ts: string
  threadTs?: string
  text: string
}

export interface ResponseUrl {
  id: string
  user: string
  channel: string
  message?: { ts: string; ephemeral: boolean; threadTs?: string }
  threadTs?: string
  uses: number
  until: number
}

/** Where on the page something was pressed. */
export type Where =
  | { in: 'message' | 'ephemeral'; channel: string; ts: string }
  | { in: 'modal'; id: string }
  | { in: 'home' }

/** What an external select was offered. */
export type Suggestions = { options: Option[] } | { option_groups: OptionGroup[] } | { trouble: string }

/** A file that the app uploaded, or that a person chose in a modal. */
export interface SharedFile {
  id: string
  /** The person; absent: the app. */
  user?: string
  name: string
  title: string
  alt: string
  size: number
  type: string
  uploaded: boolean
  /** Only then can a block name it. */
  completed?: boolean
}

/** What the app said it wants of Slack: its commands, shortcuts, events and scopes. */
export interface Manifest {
  commands: { command: string; description: string; usageHint: string; escapes: boolean }[]
  shortcuts: { name: string; type: 'message' | 'global'; callbackId: string }[]
  takesDirectMessages: boolean
  events: string[]
  scopes: string[]
}
