import { deliveries } from '../db/schema.ts'
import { and, eq, isNotNull, ne } from '../db/sql.ts'
import { type CliCommand, Unusable } from './context.ts'

/** `replay <delivery id>|failed`: kept deliveries go through parse and receive again; what they did before changes nothing. */
export const replayDeliveries: CliCommand = async ({ db, workspaceId }, [which = ''], io) => {
  if (which !== 'failed' && !/^\d{1,15}$/.test(which))
    throw new Unusable('Name a delivery, as in: npm run replay -- 42, or all that failed: npm run replay -- failed')
  const again = await db
    .update(deliveries)
    .set({ takenAt: null, failedAt: null, failure: null, retryAt: null, leaseUntil: null, attempts: 0 })
    .where(
      and(
        eq(deliveries.workspaceId, workspaceId),
        // Emptied: what its customer took back is not to be had again.
        ne(deliveries.body, ''),
        which === 'failed' ? isNotNull(deliveries.failedAt) : eq(deliveries.id, Number(which)),
      ),
    )
    .returning({ id: deliveries.id })
  if (which !== 'failed' && again.length === 0) throw new Unusable(`There is no delivery ${which}.`)
  await io.out(`${again.length} ${again.length === 1 ? 'delivery is' : 'deliveries are'} taken in again.`)
  return 0
}
