import { type Logger, pino } from 'pino'

/** Logs never hold tokens or what customers wrote: of an error they keep what it is and where, not what it was about. */
export function logger(level: string): Logger {
  return pino({ level, base: undefined, serializers: { error: described } })
}

/** What an error is and where, without what it was about. */
export function described(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error ? String(error.code) : undefined
  return {
    type: error.name,
    message: saidBy(error, code).slice(0, 300),
    ...(code ? { code } : {}),
    at: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...(error.cause ? { cause: described(error.cause) } : {}),
  }
}

/**
 * Some errors repeat what they are about: a query its parameters, a database the value it cannot hold, an answer or a text that
 * cannot be read its beginning.
 */
function saidBy({ name, message }: Error, code: string | undefined): string {
  if (code && /^(22|54)[\dA-Z]{3}$/.test(code)) return 'The database cannot hold a value'
  if (message.startsWith('Failed query')) return 'Failed query'
  if (name === 'SyntaxError') return 'It cannot be read'
  const [, slack] = /^An API error occurred: (.*)$/s.exec(message) ?? []
  return slack === undefined || /^[a-z_]{1,60}$/.test(slack) ? message : 'An API error occurred'
}
