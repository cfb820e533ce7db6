import { NetworkError } from './network.ts'
import type { OutgoingReply } from './outgoing.ts'

/** Throws where another process may have taken a reply up meanwhile, after which this one says nothing of it any more. */
export function keepWithinTime({ until }: Pick<OutgoingReply, 'until'>): void {
  if (performance.now() > until) throw new NetworkError('It took too long until this could be sent. It is tried again.')
}
