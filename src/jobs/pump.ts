import type { Logger } from 'pino'
import { diskTrouble } from '../db/disk-trouble.ts'

export interface Pump {
  /** There may be something to do. */
  wake(): void
  /** Begins nothing new, and waits for what is under way. */
  stop(): Promise<void>
}

/** Calls `work` for as long as it answers that there was something to do, so many at once; then rests until woken. */
export function pump(work: () => Promise<boolean>, atOnce: number, log: Logger): Pump {
  const running = new Set<Promise<void>>()
  let stopping = false
  /** Woken while all are busy: what came may have been missed by their last look. */
  let again = false

  async function run() {
    while (!stopping && (await work())) {
      // Where one found something, there may be more for another.
      if (running.size < atOnce) start()
    }
  }

  function start() {
    const one: Promise<void> = run()
      .catch((error) => log.error({ error }, `${diskTrouble(error) ?? 'A job stumbled'}; it goes on at the next tick`))
      .finally(() => {
        running.delete(one)
        if (again && !stopping) {
          again = false
          start()
        }
      })
    running.add(one)
  }

  return {
    wake() {
      if (stopping) return
      // Not only where none works: one may hang, at a network that does not answer.
      if (running.size < atOnce) start()
      else again = true
    },
    async stop() {
      stopping = true
      while (running.size) await Promise.all(running)
    },
  }
}
