import { z } from 'zod'
import { whole, words } from '../loosely.ts'
import type { Account, IncomingCustomer, IncomingMessage } from '../network.ts'
import { remember } from '../remember.ts'
import { graph } from './graph.ts'

const known = remember<Omit<IncomingCustomer, 'id'>>()

/** Of a page's customers. */
export const personFields = 'first_name,last_name,profile_pic'

/**
 * Names who writes in a private conversation, where deliveries give an id only. Meta may deny it, and then the id has to
 * do. `fields` differ: Graph refuses a whole question for one that a person of that product does not have.
 */
export async function withProfile(
  message: IncomingMessage,
  account: Account,
  product: { label: string; address?: string; fields: string },
): Promise<IncomingMessage> {
  const { customer, from, place } = message
  if (place !== 'private' || from === 'us' || !customer || customer.name !== undefined) return message
  const { fields, ...where } = product
  const told = await known(`${account.apiUrl} ${account.networkId} ${customer.id}`, () =>
    graph(account, { ...where, path: `/${customer.id}`, query: { fields }, answer: profile }),
  )
  return told ? { ...message, customer: { ...customer, ...told } } : message
}

const profile = z
  .object({
    first_name: words,
    last_name: words,
    name: words,
    username: words,
    profile_pic: words,
    follower_count: whole.optional().catch(undefined),
  })
  .transform(({ first_name, last_name, name, username, profile_pic, follower_count }) => ({
    name: name || [first_name, last_name].filter(Boolean).join(' ') || username,
    handle: username,
    pictureUrl: profile_pic,
    followers: follower_count,
  }))
