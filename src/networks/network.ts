/**
 * The contract between Roost and a network. A network is one folder with this as its table of contents, and one line in
 * `networks/index.ts`. What it can do is data, so that a button asks `network.can.hide`, never for a name.
 */
export interface Network {
  /** In paths, tables and commands: `facebook`. */
  name: string
  /** For people: `Facebook`. */
  label: string
  /** What people call a message there: `{ public: 'comment', private: 'message', review: 'review' }`. */
  nouns: Record<Place, string>
  can: {
    publicReply: boolean
    privateReply: boolean
    /** Answer a public message in private: once per message and for how long after it; absent: as often, for ever. */
    privateReplyToPublic?: { within?: Temporal.Duration }
    reviewReply: boolean
    /** What may be done with a customer's message, and where. */
    like?: Place[]
    hide?: Place[]
    delete?: Place[]
    /** Where our own reply may be deleted. */
    deleteOurs?: Place[]
  }
  limits: {
    /** The longest reply, counted by the network's own rule. */
    text: Record<Place, TextLimit>
    /** Where an account has limits of its own, found out when it was connected. */
    ofAccount?(account: Pick<Account, 'options'>): Record<Place, TextLimit>
    /** What may go out with a reply, and where; absent: nothing but words. */
    attachments?(account: Pick<Account, 'options'>): Partial<Record<Place, AttachmentLimit>>
    /** Sends per second and account; `deliver.ts` paces by it. */
    perSecond: number
  }
  /** Whether this account can be replied through at all; absent: it can. */
  takesReplies?(account: { apiUrl?: string | null; options: Account['options'] }): boolean
  /** What an agent was told in person stands under an account of this network, that nobody has to connect. */
  byHand?: true
  /** It shows customers how fast an account answers in private, as a badge. */
  badge?: true
  /** How long after the customer's last message we may still answer; absent: for ever. */
  window?: Partial<Record<Place, Temporal.Duration>>
  /**
   * The one way left when the window is closed, for accounts with this option, and for how long after the customer's last
   * message: Meta's human agent, WhatsApp's template. `says` tells the agent what will be sent.
   */
  afterWindow?: { option: string; within?: Temporal.Duration; says: string }
  /** The finest step of the network's timestamps, for comparing with the moment of connecting. */
  resolution: 'second' | 'millisecond'
  connect: {
    fields: Field[]
    /** Asks the network whether the credentials work and whose they are. Throws `NetworkError`. */
    check(fields: Record<string, string>, api: string | undefined): Promise<Connected>
  }
  webhook?: {
    /** Which keys of the environment sign its deliveries; without it the account's own credentials do. */
    keys?: 'meta'
    /** Answers the network's question whether this address is ours, or refuses with undefined. */
    challenge?(query: URLSearchParams, keys: Keys): string | undefined
    verify(delivery: Delivery, keys: Keys): boolean
    /** Pure. A member that cannot be read is `unreadable`, and the others go on; an unknown event is refused by name. */
    parse(delivery: { body: string; account?: string }): Incoming[]
  }
  /** Fetches what has come since `cursor`, oldest first. */
  poll?: {
    everySeconds: number
    fetch(account: Account, cursor: unknown): Promise<{ incoming: Incoming[]; cursor: unknown }>
  }
  /** Fetches what a delivery only names: a mention's author, the post commented on. Outside any transaction, retried. */
  complete?(message: IncomingMessage, account: Account): Promise<IncomingMessage>
  /**
   * Sends once. Throws `NetworkError`; anything that leaves open whether it arrived is `uncertain`, and never retried here:
   * `deliver.ts` owns retries.
   */
  send(reply: OutgoingReply, account: Account): Promise<Sent>
  /**
   * The same reply again is harmless, because the network knows `reply.key`: for how long after the first attempt, and in
   * which places (absent: all).
   */
  idempotent?: { for: Temporal.Duration; places?: Place[] }
  /** After an uncertain send: is it there? `undefined`: the network cannot say. */
  find?(reply: OutgoingReply, account: Account): Promise<Sent | 'absent' | undefined>
  /** New credentials if the old ones end soon, else undefined. The caller keeps them before anything uses them. */
  refresh?(account: Account, now: Temporal.Instant): Promise<Record<string, string> | undefined>
  /** Where attachments are fetched from, hosts below these included, and where `apiUrl` lies; nothing else is ever fetched. */
  media?: {
    hosts: string[]
    /** And from these, found out when the account was connected. */
    hostsOf?(account: Pick<Account, 'options'>): string[]
    /** Addresses that the operator has named: they may lie on a network of the company's own. */
    origins?(account: Pick<Account, 'options'>): string[]
    /** For attachments whose `url` is a name of the network's own: where it is now, and what must be said to get it. */
    locate?(attachment: Attachment, account: Account): Promise<{ url: string; headers?: Record<string, string> }>
  }
  /** Shows the customer that we have read what they wrote in private. */
  markRead?(message: MessageRef, account: Account): Promise<void>
  like?(message: MessageRef, account: Account): Promise<void>
  hide?(message: MessageRef, account: Account): Promise<void>
  delete?(message: MessageRef, account: Account): Promise<void>
}

export type Place = 'public' | 'private' | 'review'

export interface TextLimit {
  most: number
  count: (text: string) => number
  unit: string
  /** Said beside the field where a reply is written: what a link costs. */
  note?: string
}

export interface AttachmentLimit {
  most: number
  /** Of each. */
  bytes: number
  types: FileType[]
  /** Each goes out as a message of its own, after the words. */
  apart?: true
  /** The longest text that goes out together with them, where it is shorter than alone. */
  text?: number
}

export type FileType = 'jpg' | 'png' | 'gif' | 'webp' | 'pdf'

export interface Field {
  name: string
  /** Asked on a terminal: `The page's access token`. */
  asks: string
  secret?: boolean
  optional?: boolean
}

/** What connecting found out. `credentials` are sealed; `options` are not secret. */
export interface Connected {
  networkId: string
  name: string
  credentials: Record<string, string>
  options?: Record<string, string>
  /** Printed once after connecting, such as a secret that was made. */
  say?: string
}

export interface Account {
  networkId: string
  name: string
  credentials: Record<string, string>
  options: Record<string, string>
  /** Replaces the network's own address. */
  apiUrl?: string
}

/** What signs deliveries: several secrets while one is being changed. */
export interface Keys {
  secrets: string[]
  verifyToken?: string
}

/** The body is exactly what came, decoded only for keeping; the bytes are what is signed. */
export interface Delivery {
  headers: Record<string, string | undefined>
  bytes: Uint8Array
  /** Epoch milliseconds. */
  now: number
}

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
   * there yet, and the one that has a text gives it.
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
  /** A picture that says no more than an emoji. */
  sticker?: true
}

/** The post of ours that a comment stands under. */
export interface About {
  text?: string
  url?: string
  pictureUrl?: string
}

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

/**
 * The network said no, or did not answer. `message` is a sentence for the agent: what happened and what to do.
 * `permanent`: trying again changes nothing. `uncertain`: it may have arrived. Else it is tried again, after `retryAfter`.
 * `account`: not this reply but the account is refused (a dead token, a lost permission).
 */
export class NetworkError extends Error {
  readonly permanent: boolean
  readonly uncertain: boolean
  readonly account: boolean
  readonly retryAfter: Temporal.Duration | undefined

  constructor(
    message: string,
    fate: { permanent?: true; uncertain?: true; account?: true; retryAfter?: Temporal.Duration } = {},
  ) {
    super(message)
    this.name = 'NetworkError'
    this.permanent = fate.permanent ?? false
    this.uncertain = fate.uncertain ?? false
    this.account = fate.account ?? false
    this.retryAfter = fate.retryAfter
  }
}
