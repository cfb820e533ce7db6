import type { IncomingMessage, ServerResponse } from 'node:http'
import type { State } from '../state.ts'
import { type Photos, photoType } from './photos.ts'
import type { AccountView, Attached, Letter } from './world.ts'

/** One account of ours, seen from outside: how its network tells the app, and what the app calls there. One file per network. */
export interface Outlet {
  view: AccountView
  /** What `npm run connect` would be given. */
  connect: { network: string; fields: Record<string, string> }
  /** What the network sends the app about a letter. */
  delivery(news: News, letter: Letter): Delivery | undefined
  /** The network's own interface, which the app calls; `path` is what follows the outlet's address. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>
  /** The first part of that address, under /sandbox/. */
  address: string
}

export type News = 'written' | 'edited' | 'deleted'

export interface Delivery {
  url: string
  body: string
  headers: () => Record<string, string>
}

/** What we sent along: pictures are seen, of anything else the name. */
export function attachedTo({ photos }: Ground, file: { name: string; type: string; bytes: Buffer }): Attached {
  const type = photoType.safeParse(file.type)
  return { name: file.name, ...(type.success && { url: photos.keep(type.data, file.bytes) }) }
}

export interface Ground {
  state: State
  origin: string
  now: () => Temporal.Instant
  photos: Photos
  /** Keeps a letter of ours and tells the app what it would hear of it. */
  receive(outlet: Outlet, letter: Letter): void
}
