/** What is under way, so that an end can wait for it. */
export interface UnderWay {
  /** Does it, unless the end has begun. */
  run<T>(work: () => Promise<T>): Promise<T | undefined>
  ending(): boolean
  /** Begins nothing more, and waits for what is under way; for what waits itself, such as for a network, only so long. */
  end(): Promise<void>
}

const PATIENCE = 5000

export function underWay(): UnderWay {
  const all = new Set<Promise<unknown>>()
  let ending = false
  return {
    async run(work) {
      if (ending) return undefined
      const one = work()
      all.add(one)
      try {
        return await one
      } finally {
        all.delete(one)
      }
    },
    ending: () => ending,
    async end() {
      ending = true
      let patience: NodeJS.Timeout | undefined
      const enough = new Promise((resolve) => {
        patience = setTimeout(resolve, PATIENCE)
      })
      await Promise.race([Promise.allSettled(all), enough])
      clearTimeout(patience)
    },
  }
}
