import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml'
import { daysOf } from './week.ts'

/**
 * The offset in the text at which the value stands that a path leads to; the key's, if the key is what is wrong; of
 * something missing, the nearest thing around it.
 */
export function placeOf(document: Document, path: readonly PropertyKey[], atKey: boolean): number {
  let node: unknown = document.contents
  let place = startOf(node) ?? 0
  for (const [depth, step] of path.entries()) {
    const inside = isAlias(node) ? node.resolve(document) : node
    const entry = isMap(inside) ? entryOf(inside.items, String(step)) : undefined
    node = entry ? entry.value : isSeq(inside) ? inside.items[Number(step)] : undefined
    const keyIsWrong = atKey && depth === path.length - 1
    const start = (keyIsWrong ? undefined : startOf(node)) ?? startOf(entry?.key)
    if (start === undefined) return place
    place = start
  }
  return place
}

function entryOf<Entry extends { key: unknown }>(entries: Entry[], step: string): Entry | undefined {
  const written = (key: unknown) => String(isScalar(key) ? key.value : key)
  // A weekday may stand in the file as part of a range.
  return (
    entries.find(({ key }) => written(key) === step) ??
    entries.find(({ key }) => daysOf(written(key)).some((day) => day === step))
  )
}

function startOf(node: unknown): number | undefined {
  if (!isNode(node) || (isScalar(node) && node.value === null)) return undefined
  return (node satisfies Node).range?.[0]
}
