import { accounts } from '../db/schema.ts'
import { and, eq } from '../db/sql.ts'
import type { Network } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import { type Context, Unusable } from './context.ts'

/**
 * The address in place of the network's that the account was connected with, which is where its credentials go again. Whose
 * they are is known only once they have been sent, so it goes by what the fields name; where that leaves it open, nothing is
 * sent before the address is said.
 */
export async function apiBefore(
  { db, workspaceId }: Context,
  network: Network,
  said: Record<string, string>,
): Promise<string | undefined> {
  const ofNetwork = and(eq(accounts.workspaceId, workspaceId), eq(accounts.network, network.name))
  // That is such an address itself, and whoever says another means it.
  if (said.callback) return undefined
  const connected = await db.select().from(accounts).where(ofNetwork)
  if (!connected.some(({ apiUrl }) => apiUrl)) return undefined
  const [api, ...others] = new Set(connected.filter((account) => names(network, said, account)).map(apiOf))
  if (api === undefined || others.length > 0)
    throw new Unusable(
      `An account of ${network.label} goes by an address of its own. Say where this one goes: api=https://…, or api= with nothing behind it for the network's address.`,
    )
  return api
}

function apiOf({ apiUrl }: AccountRow): string {
  return apiUrl ?? ''
}

/** By its id, its handle or its server; a token of Telegram or X begins with the id. */
function names({ connect }: Network, said: Record<string, string>, { networkId, name }: AccountRow): boolean {
  const [, server] = networkId.split('@')
  return connect.fields.some((field) => {
    const value = said[field.name] ?? ''
    if (field.secret) return /^(\d+)[:-]/.exec(value)?.[1] === networkId
    const bare = (text: string) => text.replace(/^(@|https?:\/\/)|\/+$/g, '').toLowerCase()
    return !field.optional && [networkId, bare(name), server].includes(bare(value))
  })
}
