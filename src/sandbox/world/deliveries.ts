import type { Delivery } from './outlet.ts'

export interface Deliveries {
  send(delivery: Delivery, taken: () => void): void
  /** From here on the app listens. */
  begin(): void
  /** Forgets all that waits. */
  stop(): void
}

// Networks try again for days; a desk has less patience.
const pauses = [1_000, 3_000, 10_000, 30_000, 60_000, 120_000]
const atOnce = 25

/** Carries deliveries to the app: many at once, each until it is answered 2xx. */
export function openDeliveries(): Deliveries {
  let open = false
  let busy = 0
  let turn = 0
  const waiting: { delivery: Delivery; taken: () => void; tries: number }[] = []

  function go() {
    while (open && busy < atOnce) {
      const next = waiting.shift()
      if (!next) return
      busy += 1
      void attempt(next, turn)
    }
  }

  async function attempt(one: (typeof waiting)[number], mine: number) {
    const taken = await carry(one.delivery)
    busy -= 1
    if (mine === turn && taken) one.taken()
    const pause = pauses[one.tries]
    if (mine === turn && !taken && pause !== undefined) {
      setTimeout(() => {
        if (mine !== turn) return
        waiting.push({ ...one, tries: one.tries + 1 })
        go()
      }, pause).unref()
    }
    go()
  }

  return {
    send(delivery, taken) {
      waiting.push({ delivery, taken, tries: 0 })
      go()
    },
    begin() {
      open = true
      go()
    },
    stop() {
      turn += 1
      waiting.length = 0
    },
  }
}

async function carry({ url, body, headers }: Delivery): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers() },
      signal: AbortSignal.timeout(15_000),
    })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}
