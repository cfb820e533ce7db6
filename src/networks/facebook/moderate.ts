import { z } from 'zod'
import { type GraphCall, graph } from '../meta/graph.ts'
import type { Account, MessageRef } from '../network.ts'

/** Three things the page may do with a comment or a visitor's post. Each may be done twice without harm. */
export function like({ id }: MessageRef, account: Account): Promise<void> {
  return act(account, { method: 'POST', path: `/${id}/likes` })
}

export function hide({ id }: MessageRef, account: Account): Promise<void> {
  return act(account, { method: 'POST', path: `/${id}`, json: { is_hidden: true } })
}

export function remove({ id }: MessageRef, account: Account): Promise<void> {
  return act(account, { method: 'DELETE', path: `/${id}` })
}

async function act(account: Account, what: Pick<GraphCall<z.ZodUnknown>, 'method' | 'path' | 'json'>): Promise<void> {
  await graph(account, { label: 'Facebook', ...what, answer: z.unknown() })
}
