import type { GiveWay } from '../give-way.ts'
import type { Afterwards } from '../press.ts'

/** Slack waits three seconds for a word. Whatever takes longer goes on after this. */
export const GUARD = 2000

interface Late {
  /** The guard's ack, where it must not look as if all was done. */
  slow?: () => Promise<void>
  /** Says what could not be said in the ack. */
  late?: () => Promise<void>
  patience?: number
}

/**
 * Acks once what was asked for has committed, since Slack never repeats a press. What takes too long is acked by the guard,
 * and ends afterwards.
 */
export async function commitThenAck(
  { awaited }: Pick<GiveWay, 'awaited'>,
  ack: () => Promise<void>,
  run: () => Promise<Afterwards | undefined>,
  { slow = ack, late, patience = GUARD }: Late = {},
) {
  let acked: Promise<void> | undefined
  let afterwards: Afterwards | undefined
  const guard = setTimeout(() => {
    acked = slow()
    // Awaited below; until then nobody else hears that Slack's line is gone.
    acked.catch(() => {})
  }, patience)
  try {
    afterwards = await awaited(run)
  } finally {
    clearTimeout(guard)
    if (acked) {
      await acked
      await late?.()
    } else await ack()
  }
  await afterwards?.()
}
