export interface Pairs {
  /** The median of each pair's ratio. */
  ratio: number
  /** Medians of what each side measured. */
  a: number
  b: number
}

const PAIRS = 5

/**
 * A B A B …: each is held against what ran beside it, so that a machine that slows down slows both. The first of each
 * warms up and does not count.
 */
export async function pairs(a: () => Promise<number>, b: () => Promise<number>, count = PAIRS): Promise<Pairs> {
  await a()
  await b()
  const measured: { a: number; b: number }[] = []
  for (let pair = 0; pair < count; pair += 1) measured.push({ a: await a(), b: await b() })
  return {
    ratio: median(measured.map(({ a, b }) => a / b)),
    a: median(measured.map(({ a }) => a)),
    b: median(measured.map(({ b }) => b)),
  }
}

export function median(values: number[]): number {
  return percentile(values, 50)
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * of) / 100) - 1)] ?? Number.NaN
}
