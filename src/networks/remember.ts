const keepMilliseconds = 10 * 60 * 1000
const most = 500

/**
 * Remembers answers for ten minutes, and questions under way, so that a thousand comments under one post ask about it once.
 * A refusal is remembered too, as undefined. It only saves asking: nothing relies on what it holds.
 */
export function remember<T>(): (key: string, ask: () => Promise<T>) => Promise<T | undefined> {
  const asked = new Map<string, { answer: Promise<T | undefined>; until: number }>()
  return (key, ask) => {
    const known = asked.get(key)
    if (known && known.until > performance.now()) return known.answer
    const [oldest] = asked.keys()
    if (oldest !== undefined && asked.size >= most) asked.delete(oldest)
    const answer = ask().catch(() => undefined)
    asked.delete(key)
    asked.set(key, { answer, until: performance.now() + keepMilliseconds })
    return answer
  }
}
