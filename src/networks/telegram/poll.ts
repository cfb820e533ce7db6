import { z } from 'zod'
import type { Network } from '../network.ts'
import { botApi } from './bot-api.ts'
import { heard, update } from './update.ts'

/** The question waits at Telegram for something to answer, so asking again at once costs nothing. */
const waitSeconds = 20

/**
 * Asking with an offset tells Telegram to forget what stands before it, so the cursor must be kept before it is asked
 * again. What nobody fetches within 24 hours is lost.
 */
export const poll: Network['poll'] = {
  everySeconds: 1,
  async fetch(account, before) {
    // Telegram refuses to be asked while it delivers.
    if (account.options.mode === 'webhook') return { incoming: [], cursor: before }
    const offset = cursor.safeParse(before).data?.offset
    const updates = await botApi(account, {
      method: 'getUpdates',
      json: { offset, timeout: waitSeconds, allowed_updates: heard },
      timeoutMilliseconds: (waitSeconds + 10) * 1000,
      result: z.array(z.unknown()),
    })
    const ids = updates.flatMap((one) => numbered.safeParse(one).data?.update_id ?? [])
    const incoming = updates.flatMap((one) => update(one, account.networkId))
    return { incoming, cursor: ids.length > 0 ? { offset: Math.max(...ids) + 1 } : (before ?? {}) }
  },
}

const cursor = z.object({ offset: z.int().optional() })
const numbered = z.object({ update_id: z.int() })
