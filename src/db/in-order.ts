/**
 * Asks all of it at once, each question once, and answers when all are answered. Of several failures the first in order is
 * thrown, not the first in time: within a transaction those after it are only its consequence.
 */
export async function inOrder<T extends readonly unknown[]>(questions: readonly [...T]) {
  // A query is asked whenever somebody waits for it, and here two do.
  const asked = questions.map((question) => Promise.resolve(question))
  await Promise.allSettled(asked)
  return (await Promise.all(asked)) as { -readonly [K in keyof T]: Awaited<T[K]> }
}
