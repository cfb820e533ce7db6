/** One question that is measured: how many rows it gives is its own affair. */
export interface Bench {
  name: string
  /** Without a PostgreSQL server there is nothing to measure. */
  needsServer?: true
  run(given: Given): Promise<Row[]>
}

export interface Given {
  /** A PostgreSQL server where databases may be made; `needsServer` promises that there is one. */
  server: string
  /** Says what takes long. */
  say(line: string): void
}

/** A line of the table, as it stands in `results.json`. */
export interface Row {
  name: string
  ratio: number
  goal: Goal
  /** What it is held against, as it was measured in this run. */
  floor: string
  met: boolean
  /** What holds it back and what was tried, where the goal is missed. */
  why: string
  /** What must not happen meanwhile, and how often it did. */
  wrong: Record<string, number>
}

export type Goal = `${'≥' | '≤'} ${number}`

export interface Told {
  floor: string
  why?: string
  wrong?: Record<string, number>
}

/** A goal is met only if nothing went wrong on the way. */
export function row(name: string, ratio: number, goal: Goal, { floor, why = '', wrong = {} }: Told): Row {
  const bound = Number(goal.slice(2))
  const near = goal.startsWith('≥') ? ratio >= bound : ratio <= bound
  const clean = Object.values(wrong).every((times) => times === 0)
  const met = near && clean
  return { name, ratio: Number(ratio.toPrecision(3)), goal, floor, met, why: near ? '' : why, wrong }
}
