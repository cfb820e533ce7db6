/** Does so many things, a few at once. */
export async function crowd(count: number, atOnce: number, does: (number: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const one = async () => {
    while (next < count) await does(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}
