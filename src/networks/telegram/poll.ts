import { z } from 'zod'
import { whole } from '../loosely.ts'
import type { Account, Network } from '../network.ts'
import { readAgain, readEach } from '../polled.ts'
import { botApi } from './bot-api.ts'
import { heard, update } from './update.ts'

const everySeconds = 3
const longestWait = 2

/**
 * Asking with an offset tells Telegram to forget what stands before it, so the cursor must be kept before it is asked
 * again. What nobody fetches within 24 hours is lost.
 */
export const poll: Network['poll'] = {
  everySeconds,
  async fetch(account, before) {
    // Telegram refuses to be asked while it delivers.
    if (account.options.mode === 'webhook') return { incoming: [], cursor: before }
    const offset = cursor.safeParse(before).data?.offset
    const wait = waitOf(account)
    const updates = await botApi(account, {
      method: 'getUpdates',
      json: { offset, timeout: wait, allowed_updates: heard },
      timeoutMilliseconds: (wait + 10) * 1000,
      result: z.array(z.unknown()),
    })
    const ids = updates.flatMap((one) => numbered.safeParse(one).data?.update_id ?? [])
    const incoming = readEach('updates', updates, (one) => update(one, account.networkId))
    return { incoming, cursor: ids.length > 0 ? { offset: Math.max(...ids) + 1 } : (before ?? {}) }
  },
  read: (polled, { networkId }) => readAgain({ updates: update }, polled, networkId),
}

/**
 * The question waits at Telegram for something to answer, but never until it is asked anew: of two questions at once, perhaps
 * of two replicas, Telegram refuses one.
 */
function waitOf({ options }: Account): number {
  return Math.max(0, Math.min(longestWait, Number(options.poll ?? everySeconds) - 1))
}

const cursor = z.object({ offset: z.int().optional() })
const numbered = z.object({ update_id: whole })
