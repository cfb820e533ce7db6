import type { Place } from './place.ts'

export interface OutgoingReply {
  /** A uuid, the same on every attempt. */
  key: string
  text: string
  place: Place
  /** Where it is said. With `opensPrivate` the conversation does not exist yet. */
  conversation: string
  /** A private answer to a public message: the message answered is `inReplyTo`. */
  opensPrivate: boolean
  /** The window has closed: only `afterWindow` is left. */
  afterWindow?: true
  /** The network's id of the customer's message it answers. */
  inReplyTo?: string
  /** What that message answered in turn, its own `inReplyTo`: some networks show two levels and want the upper one answered. */
  above?: string
  customer: { id: string; handle?: string }
  agent: { name: string }
  /** Where they go out apart from the words, the one of this message, which has no words. */
  attachments: readonly OutgoingAttachment[]
  /** When it was first tried. */
  at: Temporal.Instant
  /** What time it is: a machine's own clock may be wrong, and whom it goes to judges its signature by theirs. */
  now: Temporal.Instant
  /** Until when it may be said, by `performance.now()`. */
  until: number
}

export interface OutgoingAttachment {
  name: string
  /** `image/jpeg` */
  type: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface Sent {
  /** The network's id of our message, where it gives one. */
  id?: string
  url?: string
  /** The private conversation this reply opened. */
  conversation?: string
}

export interface MessageRef {
  id: string
  conversation: string
  customer: { id: string }
}
