import type { OutgoingReply } from '../network.ts'

/** Whether something we said is this reply. Meta tells whole seconds, trims what it takes, and never repeats our key. */
export function isReply(said: { text: string; at?: Temporal.Instant }, reply: OutgoingReply): boolean {
  const since = reply.at.epochMilliseconds - 1000
  return said.text.trim() === reply.text.trim() && (said.at?.epochMilliseconds ?? 0) >= since
}
