/** Classes 22 (data) and 54 (too long): PostgreSQL cannot hold what it was given, however often that is tried. */
export function cannotHold(error: unknown): boolean {
  return /^(22|54)/.test(stateOf(error))
}

/** And class 23 (a rule of the table): all are the row's fault; all others are not. */
export function isAboutData(error: unknown): boolean {
  return cannotHold(error) || /^23/.test(stateOf(error))
}

/** PostgreSQL's own code for what went wrong, which the query's error has as its cause. */
function stateOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
