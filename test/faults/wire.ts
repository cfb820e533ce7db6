import { connect, createServer, type Socket } from 'node:net'

/** The line between Roost and its database, which a test may cut, slow down, or let swallow everything. */
export interface Wire {
  port: number
  /** `silent`: connections stand, and nothing comes through in either direction. */
  is: 'open' | 'slow' | 'silent'
  /** A new connection is torn off as it says its so-manieth word to the server. */
  tearsAt: number
  /** Kills as it says this, `passing` times spared: before the server has it, or once it has answered. */
  trap?: { says: RegExp; passing: number; when: 'untaken' | 'taken'; kill: () => Promise<void> }
  cut(): void
  close(): Promise<void>
}

const SLOW = 30

export async function wire(toPort: number): Promise<Wire> {
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1')
    // What was once swallowed is missing for ever, so such a connection never speaks again.
    let dark = false
    let said = 0
    let answered: (() => Promise<void>) | undefined
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      let carried = Promise.resolve()
      ends.add(from)
      from.on('data', (bytes) => {
        if (from === near && ++said === it.tearsAt) near.resetAndDestroy()
        if (from === far && answered) return void answered()
        const { trap } = it
        if (from === near && trap?.says.test(bytes.toString('latin1')) && trap.passing-- === 0) {
          if (trap.when === 'untaken') return void trap.kill()
          answered = trap.kill
        }
        carried = carried.then(async () => {
          if (it.is === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW))
          dark ||= it.is === 'silent'
          if (!dark) to.write(bytes)
        })
      })
      from.on('error', () => {})
      from.on('close', () => {
        ends.delete(from)
        to.destroy()
      })
    }
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
  const it: Wire = {
    ...{ port, is: 'open', tearsAt: Number.POSITIVE_INFINITY },
    cut() {
      for (const end of ends) end.destroy()
    },
    async close() {
      it.cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return it
}
