/** Why the database can keep nothing just now, though it answers; undefined: it was something else. */
export function diskTrouble(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === '53100') return 'The disk of the database is full'
    // What a process has once been refused the embedded one does not ask for again.
    if (/^could not \w+ file /.test(cause.message))
      return 'The database cannot write to its disk, and has to be started again once it can'
  }
  return undefined
}
