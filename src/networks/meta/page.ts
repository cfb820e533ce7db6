import { z } from 'zod'
import { id } from '../loosely.ts'
import { type Account, type Connected, NetworkError } from '../network.ts'
import { graph } from './graph.ts'

export const pageFields = [
  { name: 'page', asks: "The page's id" },
  { name: 'token', asks: "The page's access token", secret: true },
]

/** Asks whose the token is, and subscribes the page to these events. */
export async function connectPage(
  label: string,
  { page = '', token = '' }: Record<string, string>,
  apiUrl: string | undefined,
  events: string,
): Promise<Connected> {
  const account = { credentials: { token }, apiUrl }
  const path = `/${encodeURIComponent(page)}`
  const answer = z.object({ id, name: z.string() })
  const known = await graph(account, { label, path, query: { fields: 'id,name' }, answer })
  const say = await subscribe(label, known.id, account, events)
  return { networkId: known.id, name: known.name, credentials: { token }, say }
}

/** Without this last of three subscriptions an account is silent. It may also be made by hand, so it is no condition. */
export async function subscribe(
  label: string,
  whose: string,
  account: Pick<Account, 'apiUrl' | 'credentials'>,
  events: string,
  address?: string,
): Promise<string | undefined> {
  const path = `/${whose}/subscribed_apps`
  const json = { subscribed_fields: events }
  try {
    await graph(account, { label, address, method: 'POST', path, json, answer: z.unknown() })
    return undefined
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    return `${error.message} It was not subscribed to the app, so deliveries may not come: see this network's README.`
  }
}
