import { setTimeout as rest } from 'node:timers/promises'

/** In milliseconds: what works by itself goes on after this, however much is pressed. */
const AT_MOST = 50

export interface GiveWay {
  /** Does what somebody waits for. */
  awaited<T>(work: () => Promise<T>): Promise<T>
  /** What nobody waits for asks here first: until nothing is awaited, but not for long. */
  giveWay(): Promise<void>
}

/** Presses share one thread with all that Roost does by itself, and must not stand in line behind a storm. */
export function givingWay(): GiveWay {
  let waiting = 0
  let free = Promise.withResolvers<void>()
  return {
    async awaited(work) {
      waiting += 1
      try {
        return await work()
      } finally {
        waiting -= 1
        if (waiting === 0) {
          free.resolve()
          free = Promise.withResolvers<void>()
        }
      }
    },
    async giveWay() {
      if (waiting > 0) await Promise.race([free.promise, rest(AT_MOST, undefined, { ref: false })])
    },
  }
}
