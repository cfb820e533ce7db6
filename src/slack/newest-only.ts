/**
 * Lets one run go on for each key, and the next no sooner than `every` milliseconds after it began. Of those asked for
 * meanwhile only the newest runs; an older one has nothing left to do, and answers undefined.
 */
export function newestOnly(every: number) {
  const waiting = new Map<string, (mayRun: boolean) => void>()
  const last = new Map<string, Promise<unknown>>()

  return async function run<T>(key: string, work: () => Promise<T>): Promise<T | undefined> {
    waiting.get(key)?.(false)
    const before = last.get(key)
    if (before) {
      const turn = Promise.withResolvers<boolean>()
      waiting.set(key, turn.resolve)
      void before.then(() => turn.resolve(true))
      if (!(await turn.promise)) return undefined
      waiting.delete(key)
    }
    const done = work()
    const rest = Promise.allSettled([done, new Promise((resolve) => setTimeout(resolve, every).unref())])
    last.set(key, rest)
    void rest.then(() => {
      if (last.get(key) === rest) last.delete(key)
    })
    return done
  }
}
