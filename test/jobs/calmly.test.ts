import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { calmly } from '../../src/jobs/calmly.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what is asked for in a calm is done at once; in a storm once for each pause, the last never left out', () => {
  const done: number[] = []
  const began = Date.now()
  const ask = calmly(() => done.push(Date.now() - began), 100)
  ask()
  expect(done).toEqual([0])
  for (let at = 0; at < 250; at += 10) {
    vi.advanceTimersByTime(10)
    ask()
  }
  expect(done).toEqual([0, 100, 200])
  vi.advanceTimersByTime(1000)
  expect(done).toEqual([0, 100, 200, 300])
  ask()
  expect(done).toEqual([0, 100, 200, 300, 1250])
})
