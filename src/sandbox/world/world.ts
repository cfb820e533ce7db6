/** The rows of the outside world. The page reads the same ones, so nothing here may need Node. */
export interface WorldPerson {
  id: string
  name: string
  handle: string
  language: string
  colour: string
  /** Made up by a story; the page's list of writers leaves these out. */
  passing: boolean
}

/** A post of ours on a network, under which people comment. */
export interface Post {
  id: string
  account: string
  text: string
  picture?: string
  at: number
}

export interface Attached {
  name: string
  /** Where it is seen, if it is a picture. */
  url?: string
}

/** One thing somebody wrote out there, they or we. */
export interface Letter {
  id: string
  account: string
  place: 'public' | 'private' | 'review'
  /** Who it is about: the writer, or the one we answer. */
  customer: string
  from: 'customer' | 'us'
  agent?: string
  post?: string
  inReplyTo?: string
  text: string
  picture?: string
  /** What we sent along. */
  attached?: Attached[]
  rating?: number
  at: number
  editedAt?: number
  deletedAt?: number
  hidden?: boolean
  liked?: boolean
  /** The app took the delivery of it. */
  delivered: boolean
}

/** An account of ours as the page shows it. */
export interface AccountView {
  id: string
  network: string
  name: string
  handle: string
  places: Letter['place'][]
  /** What a customer can take back there. */
  can: { edit: Letter['place'][]; remove: Letter['place'][]; photo: Letter['place'][] }
}
