/** Random, but the same again for the same seed: a failure is repeated with FAULT_SEED. */
export interface Chance {
  seed: number
  /** At least 0, below `below`. */
  number(below: number): number
  oneOf<T>(among: readonly T[]): T
  shuffled<T>(all: readonly T[]): T[]
}

export function chance(what: string): Chance {
  const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.info(`${what}: FAULT_SEED=${seed}`)
  let state = seed
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const number = (below: number) => Math.floor(next() * below)
  return {
    ...{ seed, number },
    oneOf(among) {
      const chosen = among[number(among.length)]
      if (chosen === undefined) throw new Error('There is nothing to choose from.')
      return chosen
    },
    shuffled(all) {
      return all
        .map((one) => ({ one, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one)
    },
  }
}

/** The short form runs with `npm test`; `npm run test:faults` asks for more rounds. */
export function rounds(short: number): number {
  return Math.ceil(short * Number(process.env.FAULT_ROUNDS ?? 1))
}
