import fc from 'fast-check'

/** Something else in place of a part, the part twice, or gone; and all its neighbours the other way round. */
const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replaced', 'doubled', 'gone', 'turned around'),
  by: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('', 0, -1, 1e300, null, '9'.repeat(400), '\u0000', [], {}),
  ),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never
export const changes = fc.array(change, { minLength: 1, maxLength: 6 })

/** The same, changed at one place. */
// biome-ignore lint/suspicious/noExplicitAny: recorded JSON of any shape
export function changed(json: any, { at, how, by }: Change): any {
  const places: [parent: Record<string, unknown> | unknown[], key: string][] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      places.push([value as Record<string, unknown>, key])
      walk(inner)
    }
  }
  walk(json)
  const [parent, key] = places[at % Math.max(1, places.length)] ?? []
  if (parent === undefined || key === undefined) return by
  if (Array.isArray(parent)) {
    if (how === 'turned around') parent.reverse()
    else if (how === 'doubled') parent.push(structuredClone(parent[Number(key)]))
    else parent.splice(Number(key), 1, ...(how === 'gone' ? [] : [by]))
  } else if (how === 'gone') delete parent[key]
  else parent[key] = how === 'replaced' ? by : [parent[key], parent[key]]
  return json
}
