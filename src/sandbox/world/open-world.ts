import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { State } from '../state.ts'
import { customSource } from './custom.ts'
import { customers, posts } from './customers.ts'
import { openDeliveries } from './deliveries.ts'
import { newFacebookId } from './facebook/ids.ts'
import { facebookPage } from './facebook/page.ts'
import type { Ground, News, Outlet } from './outlet.ts'
import type { Photos } from './photos.ts'
import type { Letter } from './world.ts'

export interface World {
  outlets: Outlet[]
  meta: { appSecret: string; verifyToken: string }
  /** The network's interface at /sandbox/<address>/…; false when no account of ours lives there. */
  handle(request: IncomingMessage, response: ServerResponse, address: string, path: string): boolean
  write(draft: Writing): Letter
  edit(id: string, text: string): void
  remove(id: string): void
  /** The app listens now: whatever it has not taken yet is sent, again if need be. */
  begin(): void
  /** Puts our posts and the dozen customers there, if they are not. */
  people(): void
  forget(): void
}

export type Writing = Pick<Letter, 'account' | 'place' | 'customer' | 'text'> &
  Partial<Pick<Letter, 'post' | 'inReplyTo' | 'picture' | 'rating'>>

export function openWorld(state: State, origin: string, now: () => Temporal.Instant, photos: Photos): World {
  const deliveries = openDeliveries()
  const secret = (name: string, make: () => string) => state.secrets.get(name) ?? state.secrets.put(name, make())
  const meta = {
    appSecret: secret('metaAppSecret', () => randomBytes(16).toString('hex')),
    verifyToken: secret('metaVerifyToken', () => randomBytes(8).toString('hex')),
  }

  function tell(outlet: Outlet, news: News, letter: Letter) {
    const delivery = outlet.delivery(news, letter)
    if (!delivery) return
    deliveries.send(delivery, () => {
      const current = state.letters.get(letter.id)
      if (current && !current.delivered) state.letters.put(letter.id, { ...current, delivered: true })
    })
  }

  const ground: Ground = {
    state,
    origin,
    now,
    photos,
    receive(outlet, letter) {
      state.letters.put(letter.id, letter)
      tell(outlet, 'written', letter)
    },
  }

  const webhookSecret = () => `whsec_${randomBytes(24).toString('base64')}`
  const page = {
    id: '108431952206417',
    name: 'Lumen',
    token: secret('pageToken', () => `EAAsandbox${randomBytes(24).toString('base64url')}`),
    appSecret: meta.appSecret,
  }
  const outlets = [
    facebookPage(ground, page),
    customSource(ground, {
      id: 'shop-chat',
      name: 'Shop chat',
      label: 'Shop chat',
      handle: 'The chat on lumen.example',
      place: 'private',
      secret: secret('chatSecret', webhookSecret),
    }),
    customSource(ground, {
      id: 'shop-reviews',
      name: 'Shop reviews',
      label: 'Shop',
      handle: 'Reviews on lumen.example',
      place: 'review',
      secret: secret('reviewsSecret', webhookSecret),
    }),
  ]
  const outletOf = (account: string) => outlets.find((one) => one.view.id === account)

  return {
    outlets,
    meta,
    handle(request, response, address, path) {
      const outlet = outlets.find((one) => one.address === address)
      if (!outlet) return false
      void outlet.answer(request, response, path).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500)
        response.end(String(error))
      })
      return true
    },
    write(draft) {
      const outlet = outletOf(draft.account)
      if (!outlet) throw new Error(`No account ${draft.account}.`)
      const at = now().epochMilliseconds
      const picture = draft.picture && new URL(draft.picture, origin).href
      const letter: Letter = { ...draft, picture, id: newId(draft), from: 'customer', at, delivered: false }
      ground.receive(outlet, letter)
      return letter
    },
    edit(id, text) {
      const letter = state.letters.get(id)
      const outlet = letter && outletOf(letter.account)
      if (!letter || !outlet) return
      tell(outlet, 'edited', state.letters.put(id, { ...letter, text, editedAt: now().epochMilliseconds }))
    },
    remove(id) {
      const letter = state.letters.get(id)
      const outlet = letter && outletOf(letter.account)
      if (!letter || !outlet) return
      tell(outlet, 'deleted', state.letters.put(id, { ...letter, deletedAt: now().epochMilliseconds }))
    },
    begin() {
      for (const letter of state.letters.all()) {
        const outlet = outletOf(letter.account)
        if (outlet && letter.from === 'customer' && !letter.delivered) tell(outlet, 'written', letter)
      }
      deliveries.begin()
    },
    people() {
      for (const one of customers) if (!state.customers.get(one.id)) state.customers.put(one.id, one)
      for (const one of posts(page.id, origin, now().epochMilliseconds)) {
        if (!state.posts.get(one.id)) state.posts.put(one.id, one)
      }
    },
    forget: () => deliveries.stop(),
  }
}

function newId(draft: Writing): string {
  if (draft.account !== 'facebook') return `${draft.account}-${randomBytes(6).toString('hex')}`
  if (draft.place === 'private') return `m_${newFacebookId()}`
  return `${draft.post?.split('_')[1]}_${newFacebookId()}`
}
