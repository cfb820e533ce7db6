export type Tier = 1 | 2 | 3 | 4 | 'post' | 'special'

/** Calls a minute, as documented; the burst is what a rested bucket holds. */
const perMinute: Record<Tier, number> = { 1: 1, 2: 20, 3: 50, 4: 100, post: 300, special: 600 }

export interface RateLimits {
  /** Seconds to wait, or 0 when the call may pass. */
  wait(method: string, tier: Tier, channel: string | undefined): number
}

/** Token buckets per method, and for posts one more per channel: a message a second after a short burst. */
export function openRateLimits(channelBurst: number): RateLimits {
  const buckets = new Map<string, { tokens: number; at: number }>()

  function take(key: string, size: number, aMinute: number): number {
    const now = performance.now()
    const bucket = buckets.get(key) ?? { tokens: size, at: now }
    const tokens = Math.min(size, bucket.tokens + ((now - bucket.at) * aMinute) / 60_000)
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now })
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil(((1 - tokens) * 60) / aMinute))
  }

  return {
    wait(method, tier, channel) {
      const workspace = take(method, perMinute[tier], perMinute[tier])
      if (workspace > 0 || tier !== 'post' || !channel) return workspace
      return take(`${method} ${channel}`, channelBurst, 60)
    },
  }
}
