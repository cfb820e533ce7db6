import { type Logger, pino } from 'pino'

/** Logs never hold tokens or what customers wrote: of an error they keep what it is and where, not what it was about. */
export function logger(level: string): Logger {
  return pino({ level, base: undefined, serializers: { error: described } })
}

function described(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error ? String(error.code) : undefined
  return {
    type: error.name,
    // A failed query's message is its whole text, and may be made to repeat its parameters: people's words.
    message: error.message.startsWith('Failed query') ? 'Failed query' : error.message.slice(0, 300),
    ...(code ? { code } : {}),
    at: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...(error.cause ? { cause: described(error.cause) } : {}),
  }
}
