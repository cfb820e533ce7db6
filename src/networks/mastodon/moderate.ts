import { z } from 'zod'
import type { Account, MessageRef } from '../network.ts'
import { NotThere } from './errors.ts'
import { rest } from './rest.ts'

/** Twice is once. */
export async function like({ id }: MessageRef, account: Account): Promise<void> {
  const path = `/api/v1/statuses/${encodeURIComponent(id)}/favourite`
  await rest(account, { method: 'POST', path, answer: z.unknown() })
}

/** Our own only: the server hides that others' posts could be deleted. What is gone already is deleted. */
export async function remove({ id }: MessageRef, account: Account): Promise<void> {
  try {
    await rest(account, { method: 'DELETE', path: `/api/v1/statuses/${encodeURIComponent(id)}`, answer: z.unknown() })
  } catch (error) {
    if (!(error instanceof NotThere)) throw error
  }
}
