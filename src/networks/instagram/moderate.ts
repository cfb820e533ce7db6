import { z } from 'zod'
import type { Account, MessageRef } from '../network.ts'
import { instagram } from './graph.ts'

export async function hide({ id }: MessageRef, account: Account): Promise<void> {
  await instagram(account, { method: 'POST', path: `/${id}`, query: { hide: 'true' }, answer: z.unknown() })
}

export async function remove({ id }: MessageRef, account: Account): Promise<void> {
  await instagram(account, { method: 'DELETE', path: `/${id}`, answer: z.unknown() })
}
