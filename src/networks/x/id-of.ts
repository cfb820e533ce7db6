import { z } from 'zod'
import { id } from '../loosely.ts'

/** Of a post or a direct message, which need not be readable otherwise. */
export function idOf(json: unknown): string | undefined {
  return z.object({ id }).safeParse(json).data?.id
}
