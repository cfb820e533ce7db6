import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'

/** What a failed call to Slack means. `lost`: nobody can say whether Slack took it. */
export type Trouble =
  | { is: 'limited'; code: string; seconds: number }
  | { is: 'refused' | 'missing' | 'channel' | 'token' | 'lost' | 'other'; code: string }

const MEANINGS: Record<string, Exclude<Trouble['is'], 'limited'>> = {
  invalid_blocks: 'refused',
  invalid_blocks_format: 'refused',
  msg_blocks_too_long: 'refused',
  msg_too_long: 'refused',
  invalid_attachments: 'refused',
  invalid_arguments: 'refused',
  message_not_found: 'missing',
  thread_not_found: 'missing',
  // It stands, and nobody can change it any more: installed anew, Roost is another bot.
  cant_update_message: 'missing',
  edit_window_closed: 'missing',
  channel_not_found: 'channel',
  is_archived: 'channel',
  is_inactive: 'channel',
  not_in_channel: 'channel',
  restricted_action: 'channel',
  restricted_action_read_only_channel: 'channel',
  restricted_action_thread_only_channel: 'channel',
  invalid_auth: 'token',
  not_authed: 'token',
  token_revoked: 'token',
  token_expired: 'token',
  account_inactive: 'token',
  team_access_not_granted: 'token',
  missing_scope: 'other',
}

/** In seconds. A wait that is longer is a mistake of somebody’s, and no moment could be so far away. */
const DAY = 24 * 60 * 60

export function troubleOf(error: unknown): Trouble {
  if (error instanceof WebAPIRateLimitedError)
    return { is: 'limited', code: 'ratelimited', seconds: Math.min(error.retryAfter, DAY) }
  if (error instanceof WebAPIPlatformError) {
    const code = String(error.data.error ?? '')
    // The client takes what is no JSON for the error's name: an answer that broke off, to what Slack may have done.
    if (!/^[a-z][a-z0-9_]*$/i.test(code)) return { is: 'lost', code: 'half an answer' }
    // What Slack answers with an internal error it may have done all the same.
    if (code === 'internal_error' || code === 'fatal_error') return { is: 'lost', code }
    return { is: MEANINGS[code] ?? 'other', code }
  }
  if (error instanceof WebAPIHTTPError) {
    const mayBeTaken = error.statusCode >= 500 || error.statusCode === 408
    return { is: mayBeTaken ? 'lost' : 'other', code: `HTTP ${error.statusCode}` }
  }
  if (error instanceof WebAPIRequestError) return { is: refusedConnection(error) ? 'other' : 'lost', code: 'no answer' }
  if (brokeOff(error)) return { is: 'lost', code: 'half an answer' }
  return { is: 'other', code: error instanceof Error ? error.message : String(error) }
}

/** Nothing was sent where nobody listened. */
function refusedConnection(error: Error): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && (cause.code === 'ECONNREFUSED' || cause.code === 'ENOTFOUND')) return true
  return false
}

/** Once the headers are there, the client lets out as they are what `fetch` says of a body, and its own stumble over a `null`. */
function brokeOff(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
}
