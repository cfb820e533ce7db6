import type { Channel, Person } from './slack/workspace.ts'
import type { State } from './state.ts'

export const team = { id: 'T0SANDBOX1', name: 'Lumen', domain: 'lumen-sandbox' }
export const app = { id: 'A0ROOSTAPP', name: 'Roost', botUser: 'U0ROOSTBOT', bot: 'B0ROOSTBOT' }
export const mainChannel = 'C0SOCIAL01'

/** Lumen sells lamps and mugs. Three answer its customers, each in another time zone; Noor is a guest. */
const people: Person[] = [
  person('U0GRACE001', 'grace', 'Grace', 'Grace Bell', 'Head of customer care', 'Europe/London', '#7a5af8', true),
  person('U0ALAN0002', 'alan', 'Alan', 'Alan Reyes', 'Customer care', 'America/New_York', '#0e9384'),
  person('U0ANA00003', 'ana', 'Ana', 'Ana Sato', 'Customer care', 'Asia/Tokyo', '#e04f16'),
  { ...person('U0NOOR0004', 'noor', 'Noor', 'Noor Haddad', 'Agency guest', 'Europe/Paris', '#c11574'), kind: 'guest' },
  { ...person(app.botUser, 'roost', app.name, app.name, '', 'UTC', '#344054'), kind: 'bot' },
]

const everyone = ['U0GRACE001', 'U0ALAN0002', 'U0ANA00003']
export const channels: Channel[] = [
  channel(mainChannel, 'social', 'Messages from customers, one card each', [...everyone, 'U0NOOR0004', app.botUser]),
  channel('C0REVIEWS2', 'reviews', 'What people say about us', [...everyone, app.botUser]),
  channel('C0GENERAL3', 'general', 'Everybody at Lumen', [...everyone, app.botUser]),
  channel('C0QUIET004', 'quiet', 'Roost is not in here', everyone),
  { ...channel('C0SUMMER05', 'summer-2025', 'Last year’s campaign', [...everyone, app.botUser]), archived: true },
]

export function foundCompany(state: State) {
  for (const one of people) if (!state.people.get(one.id)) state.people.put(one.id, one)
  for (const one of channels) if (!state.channels.get(one.id)) state.channels.put(one.id, one)
  for (const one of people) if (one.kind !== 'bot') openDirectMessage(state, one.id)
}

/** The app's direct message with one person; its id is made from theirs, so asking twice gives the same. */
export function openDirectMessage(state: State, user: string): Channel {
  const id = `D${user.slice(1)}`
  const known = state.channels.get(id)
  if (known) return known
  return state.channels.put(id, { ...channel(id, user, '', [user, app.botUser]), kind: 'dm' })
}

function person(
  id: string,
  handle: string,
  name: string,
  realName: string,
  title: string,
  timeZone: string,
  colour: string,
  isAdmin = false,
): Person {
  return { id, handle, name, realName, title, timeZone, kind: 'member', isAdmin, colour }
}

function channel(id: string, name: string, topic: string, members: string[]): Channel {
  return { id, name, kind: 'channel', topic, members, archived: false }
}
