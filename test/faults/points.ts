import type { Chance } from './chance.ts'
import type { Answer, Call, Outside } from './outside.ts'
import type { Wire } from './wire.ts'

/** A moment on the way at which a process dies, as it can be seen from outside. */
export interface Point {
  name: string
  matches(call: Call): boolean
  /** `untaken`: the other side never took it. `taken`: it did, and nobody heard. `answered`: it died with the answer in hand. */
  when: 'untaken' | 'taken' | 'answered'
}

const posting = ({ path }: Call) => path === '/api/chat.postMessage'
const updating = ({ path }: Call) => path === '/api/chat.update'
const opening = ({ path }: Call) => path === '/api/views.open'
const inPlace = ({ path }: Call) => path.startsWith('/sandbox/actions/')
const naming = ({ path }: Call) => path === '/api/files.getUploadURLExternal'
const uploading = ({ path }: Call) => path.startsWith('/files/upload/')
const completing = ({ path }: Call) => path === '/api/files.completeUploadExternal'
const asking = ({ path }: Call) => path === '/api/users.info'
const publishing = ({ path }: Call) => path === '/api/views.publish'
const lookingFor = ({ path }: Call) => path.startsWith('/api/conversations.')
const reading = ({ method, path }: Call) => method === 'GET' && path.startsWith('/sandbox/graph/')
const replying = ({ method, path }: Call) => method === 'POST' && /\/replies$|\/(comments|messages)(\?|$)/.test(path)
const delivering = ({ path }: Call) => path.startsWith('/webhooks/')
const pressing = ({ path }: Call) => path.startsWith('/slack/')

export const POINTS: Point[] = [
  { name: 'a delivery on its way in', matches: delivering, when: 'untaken' },
  { name: 'after the raw commit', matches: delivering, when: 'taken' },
  { name: 'once a delivery is answered', matches: delivering, when: 'answered' },
  { name: 'between parse and receive', matches: reading, when: 'untaken' },
  { name: 'before a Slack post', matches: posting, when: 'untaken' },
  { name: 'after a Slack post', matches: posting, when: 'taken' },
  { name: 'once Slack answered a post', matches: posting, when: 'answered' },
  { name: 'after a card changed', matches: updating, when: 'taken' },
  { name: 'before a card changes', matches: updating, when: 'untaken' },
  { name: 'before a card changes where it was pressed', matches: inPlace, when: 'untaken' },
  { name: 'after a card changed where it was pressed', matches: inPlace, when: 'taken' },
  { name: 'after a modal opened', matches: opening, when: 'taken' },
  { name: 'while a post in doubt is looked for', matches: lookingFor, when: 'taken' },
  { name: 'before the network takes a reply', matches: replying, when: 'untaken' },
  { name: 'after the network took a reply', matches: replying, when: 'taken' },
  { name: 'once the network answered', matches: replying, when: 'answered' },
  { name: 'after Slack named a place for a file', matches: naming, when: 'taken' },
  { name: 'before Slack has a file', matches: uploading, when: 'untaken' },
  { name: 'after Slack has a file', matches: uploading, when: 'taken' },
  { name: 'before a file stands', matches: completing, when: 'untaken' },
  { name: 'after a file stands', matches: completing, when: 'taken' },
  { name: 'once Slack answered that a file stands', matches: completing, when: 'answered' },
  { name: 'while Slack is asked who presses', matches: asking, when: 'taken' },
  { name: 'after Home was drawn', matches: publishing, when: 'taken' },
  { name: 'after a press', matches: pressing, when: 'taken' },
]

/** A moment between Roost and its server, by what the server is told. `taken`: it did so, and nobody heard. */
export interface PointOnWire {
  name: string
  says: RegExp
  /** One of so many of these. */
  among: number
  when: 'untaken' | 'taken'
}

const KEEPS = { says: /insert into "deliveries"/, among: 2 }
const COMMITS = { says: /\bcommit\b/i, among: 12 }

export const POINTS_ON_WIRE: PointOnWire[] = [
  { ...KEEPS, name: 'before the database has a delivery', when: 'untaken' },
  { ...KEEPS, name: 'once the database has a delivery', when: 'taken' },
  { ...COMMITS, name: 'before something is committed', when: 'untaken' },
  { ...COMMITS, name: 'once something is committed', when: 'taken' },
]

export function trapOnWire(
  line: Wire,
  { says, among, when }: PointOnWire,
  by: Chance,
  kill: () => Promise<void>,
): Trap {
  const sprung = Promise.withResolvers<void>()
  line.trap = { says, passing: by.number(among), when, kill: () => kill().then(sprung.resolve) }
  return {
    sprung: sprung.promise,
    remove() {
      line.trap = undefined
    },
  }
}

/** Kills at the point's first or second call; resolves when it is done. */
export function trap(outside: Outside, { matches, when }: Point, by: Chance, kill: () => Promise<void>): Trap {
  const sprung = Promise.withResolvers<void>()
  let passing = by.number(2)
  const remove = outside.meddle(
    (call) => matches(call),
    async (_, passOn): Promise<Answer | 'cut'> => {
      if (passing-- !== 0) return passOn()
      const answer = when === 'untaken' ? undefined : await passOn()
      const dead = kill().then(sprung.resolve)
      if (when === 'answered' && answer) return answer
      await dead
      return 'cut'
    },
  )
  return { sprung: sprung.promise, remove }
}

export interface Trap {
  sprung: Promise<void>
  remove(): void
}
