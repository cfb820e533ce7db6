/** Whether a statement failed because the database could not be reached, or went away: it may be asked again. */
export function isAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    // Slack and the networks fail with the same codes; only a statement's error names its query.
    if ('query' in cause && 'code' in cause && AWAY.test(String(cause.code))) return true
  return false
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: shutting down, starting up, too many connections.
const AWAY = /^(CONNECT|ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|ENOTFOUND|EAI_AGAIN|57P0|08|53300)/
