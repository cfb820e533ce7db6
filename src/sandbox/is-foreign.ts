import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Another site open in the same browser could ask here. Its origin gives it away, or, where its own name has been made to
 * lead to this machine, that name. `home`: the sandbox's own host name.
 */
export function isForeign({ headers: { origin, host = '' } }: IncomingMessage, home: string): boolean {
  const { hostname = '' } = URL.parse(`http://${host}`) ?? {}
  const isHere = hostname === home || /^(.*\.)?localhost$/.test(hostname) || isIP(hostname.replace(/^\[|\]$/g, '')) > 0
  return !isHere || (origin !== undefined && URL.parse(origin)?.host !== host)
}
