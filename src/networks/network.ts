import type { Attachment, Incoming, IncomingMessage, Polled } from './incoming.ts'
import type { MessageRef, OutgoingReply, Sent } from './outgoing.ts'
import type { Place } from './place.ts'

export type * from './incoming.ts'
export type * from './outgoing.ts'
export type * from './place.ts'
export { sameWords } from './same-words.ts'

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
    /**
     * Asks the network whether the credentials work and whose they are. `kept` gives what was said when that account was
     * connected before, secrets included, and is not said anew. Throws `NetworkError`.
     */
    check(
      fields: Record<string, string>,
      api: string | undefined,
      kept?: (networkId: string) => Promise<Record<string, string>>,
    ): Promise<Connected>
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
  /** Fetches what has come since `cursor`, oldest first. `trouble`: a sentence, where not all that was asked was answered. */
  poll?: {
    everySeconds: number
    fetch(account: Account, cursor: unknown): Promise<{ incoming: Incoming[]; cursor: unknown; trouble?: string }>
    /** Pure: what `fetch` could not read, read again after a fix. */
    read(polled: Polled, account: Account): Incoming[]
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

/**
 * The network said no, or did not answer. `message` is a sentence for the agent: what happened and what to do.
 * `permanent`: trying again changes nothing. `uncertain`: it may have arrived. Else it is tried again, after `retryAfter`.
 * `account`: not this reply but the account is refused (a dead token, a lost permission). `repeated`: the network says that
 * it has exactly this already, which after an earlier attempt may be that one.
 */
export class NetworkError extends Error {
  readonly permanent: boolean
  readonly uncertain: boolean
  readonly account: boolean
  readonly repeated: boolean
  readonly retryAfter: Temporal.Duration | undefined

  constructor(
    message: string,
    fate: {
      permanent?: true
      uncertain?: true
      account?: true
      repeated?: true
      retryAfter?: Temporal.Duration
    } = {},
  ) {
    super(message)
    this.name = 'NetworkError'
    this.permanent = fate.permanent ?? false
    this.uncertain = fate.uncertain ?? false
    this.account = fate.account ?? false
    this.repeated = fate.repeated ?? false
    this.retryAfter = fate.retryAfter
  }
}
