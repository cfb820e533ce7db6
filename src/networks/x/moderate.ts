import { z } from 'zod'
import type { Account, MessageRef } from '../network.ts'
import { rest } from './rest.ts'

/** Below our own posts only; it stays to be seen behind a press. */
export async function hide({ id }: MessageRef, account: Account): Promise<void> {
  await rest(account, { method: 'PUT', path: `/2/tweets/${id}/hidden`, json: { hidden: true }, answer: z.unknown() })
}

/** Our own only. */
export async function remove({ id }: MessageRef, account: Account): Promise<void> {
  await rest(account, { method: 'DELETE', path: `/2/tweets/${id}`, answer: z.unknown() })
}
