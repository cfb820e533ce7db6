/** A message, and which of the words in question it holds. */
export interface Resembling {
  id: number
  shared: string[]
}

export interface Weighed {
  weights: Map<string, number>
  /** What to look up in the index of words, as a tsquery: few messages hold it. Undefined: every word is common. */
  rare: string | undefined
}

/** One in so many of the sample: rare by itself; and together with another such word. */
const ALONE = 200
const TOGETHER = 25
const LOOKED_UP = 4
/** Of all the weight in question so much has to be shared; less is chance. */
const ENOUGH = 0.35

/** A word weighs as much as it is rare among the messages of a sample. Numbers are each customer's own, and weigh nothing. */
export function weigh(words: string[], sample: Resembling[], most: number): Weighed {
  const telling = words.filter((word) => !/\d/.test(word))
  const counts = new Map(telling.map((word) => [word, sample.filter(({ shared }) => shared.includes(word)).length]))
  const weights = new Map([...counts].map(([word, count]) => [word, Math.log((most + 1) / (count + 0.5))]))
  // The longer of two equally rare words says more.
  const byRarity = [...counts].sort(([a, m], [b, n]) => m - n || b.length - a.length)
  const upTo = (share: number) => byRarity.filter(([, count]) => count <= most / share).slice(0, LOOKED_UP)
  const alone = upTo(ALONE).map(([word]) => quoted(word))
  const together = upTo(TOGETHER).map(([word]) => quoted(word))
  const pairs = together.flatMap((one, place) => together.slice(place + 1).map((other) => `(${one} & ${other})`))
  return { weights, rare: [...alone, ...pairs].join(' | ') || undefined }
}

/** Those that share enough, the nearest first; of equals the newest. */
export function resemblance({ weights }: Weighed, those: Resembling[]): number[] {
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const least = Math.min(2, weights.size)
  const share = ({ shared }: Resembling) => shared.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) / all
  const enough = those.filter((one) => one.shared.filter((word) => weights.has(word)).length >= least)
  const near = enough.map((one) => ({ id: one.id, share: share(one) })).filter(({ share }) => share >= ENOUGH)
  return [...new Set(near.sort((a, b) => b.share - a.share || b.id - a.id).map(({ id }) => id))]
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`
}
