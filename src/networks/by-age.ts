/** Orders ids that grow with time: long numbers, or words of one length. The longer one is the younger. */
export function byAge(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other))
}
