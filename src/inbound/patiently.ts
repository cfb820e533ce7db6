export interface Patience {
  /** Waits for this one, but not for long; then it goes on by itself, beside those after it. */
  with(one: Promise<void>): Promise<void>
  /** Once all that was begun has ended. */
  end(): Promise<void>
}

/**
 * One after the other, except for what hangs, such as at a network that does not answer; of these so many at once. What fails
 * while it is waited for fails its caller, and later `late` is told.
 */
export function patiently(milliseconds: number, hangingAtMost: number, late: (error: unknown) => void): Patience {
  const hanging = new Set<Promise<void>>()
  return {
    async with(one) {
      let timer: NodeJS.Timeout | undefined
      const long = new Promise<'hangs'>((resolve) => {
        timer = setTimeout(resolve, milliseconds, 'hangs')
      })
      const first = await Promise.race([one, long]).finally(() => clearTimeout(timer))
      if (first !== 'hangs') return
      const rest = one.catch(late).finally(() => hanging.delete(rest))
      hanging.add(rest)
      if (hanging.size >= hangingAtMost) await Promise.race(hanging)
    },
    async end() {
      await Promise.all(hanging)
    },
  }
}
