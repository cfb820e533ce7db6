import { expect } from 'vitest'

/** Vitest compares two moments, or two spans, by what can be seen of them, which is nothing: any two would be alike. */
expect.addEqualityTesters([
  (one, other) => {
    const [first, second] = [told(one), told(other)]
    return first === undefined && second === undefined ? undefined : first === second
  },
])

function told(value: unknown): string | undefined {
  const name = Object.prototype.toString.call(value)
  return name.startsWith('[object Temporal.') ? `${name} ${value}` : undefined
}
