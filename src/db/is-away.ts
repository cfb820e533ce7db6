/** Whether a statement failed because the database could not be reached, or went away: it may be asked again. */
export function isAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    // Slack and the networks fail with the same codes; only a statement's error names its query.
    if ('query' in cause && 'code' in cause && AWAY.test(String(cause.code))) return true
  return false
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: shutting down, starting up, too many connections.
const AWAY = /^(CONNECT|ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|ENOTFOUND|EAI_AGAIN|57P0|08|53300)/

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
