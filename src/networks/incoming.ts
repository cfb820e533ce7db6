import type { Place } from './place.ts'

/** What a delivery says has happened, in the order it says so. */
export type Incoming = IncomingMessage | IncomingEdit | IncomingDeletion | IncomingFailure | IncomingRename | Unreadable

interface OfAccount {
  /** The network's own id of our account. */
  account: string
  /**
   * Where one callback serves several networks: whose account it may be, the first of them that is connected. What belongs
   * to a conversation that a reply of another of them has opened stays with that one.
   */
  networks?: string[]
}

export interface IncomingMessage extends OfAccount {
  is: 'message'
  /** The network's own id of the message, unique within the account. */
  id: string
  place: Place
  /** In public the root post, in private the thread or the customer, for a review the review. */
  conversation: string
  /** `us`: an echo of our own reply, or an answer given elsewhere. */
  from: 'customer' | 'us'
  /** With `us`, who it was said to, where the delivery tells. */
  customer?: IncomingCustomer
  /** With `us`, who said it, where the delivery tells. */
  agent?: { name: string }
  text: string
  attachments: Attachment[]
  at?: Temporal.Instant
  url?: string
  about?: About
  inReplyTo?: string
  rating?: number
  priority?: 'urgent' | 'high' | 'normal' | 'low'
  /** The reply window where the message itself carries it. */
  replyUntil?: Temporal.Instant
  /** Why the network takes no reply to it where it stands: a sentence for the agent. */
  unanswerable?: string
  /**
   * One message that comes in several pieces, all with this `id`, in any order: each adds the attachments that are not
   * there yet, and its text with them.
   */
  inPieces?: true
  /** The delivery only names it: `complete` must fill it in before it can become a message. */
  incomplete?: true
}

/** The text of a message as it is now, and its attachments where the delivery gives them. Never starts a clock. */
export interface IncomingEdit extends OfAccount {
  is: 'edit'
  id: string
  text: string
  attachments?: Attachment[]
  at?: Temporal.Instant
}

export interface IncomingDeletion extends OfAccount {
  is: 'deletion'
  id: string
  at?: Temporal.Instant
}

/** The network took our reply, and says later that it did not arrive. */
export interface IncomingFailure extends OfAccount {
  is: 'failure'
  id: string
  says: string
  at?: Temporal.Instant
}

/** A customer is known by another id from now on. */
export interface IncomingRename extends OfAccount {
  is: 'rename'
  /** The network's own id of the word of it. */
  id: string
  customer: { id: string; formerly: string }
}

/** An authentic member that cannot be understood: kept, shown to the operator, replayed after a fix. */
export interface Unreadable {
  is: 'unreadable'
  why: string
  /** What a poll was told; a delivery is kept whole. */
  polled?: Polled
}

/** A member of a list that was asked for, as it stood there, with what it takes to read it again. */
export interface Polled {
  list: string
  context?: unknown
  json: unknown
}

export interface IncomingCustomer {
  id: string
  /** By which they were known before the network gave them the lasting one; a conversation may bear it, too. */
  formerly?: string
  name?: string
  handle?: string
  pictureUrl?: string
  url?: string
  followers?: number
}

export interface Attachment {
  url: string
  type: 'image' | 'video' | 'audio' | 'file'
  name?: string
  /** No browser opens its address: it is brought into Slack, whatever it is. */
  closed?: true
  /** A picture that says no more than an emoji. */
  sticker?: true
}

/** The post of ours that a comment stands under. */
export interface About {
  text?: string
  url?: string
  pictureUrl?: string
}
