import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { readBody } from '../read-body.ts'
import { fairWeather, weatherId } from '../weather.ts'
import { ApiError } from './api-error.ts'
import { complaints } from './block-kit/complaints.ts'
import type { Method } from './method.ts'
import { methods } from './methods/index.ts'
import type { Slack } from './slack.ts'
import { unknownFile } from './unknown-file.ts'

/** Answers `POST /api/<method>` as Slack does: 200 with `ok`, or 429 with Retry-After. */
export async function answerWebApi(slack: Slack, request: IncomingMessage, response: ServerResponse, name: string) {
  const given = await argumentsOf(request)
  const { slack: weather } = slack.state.weather.get(weatherId) ?? fairWeather
  if (weather === 'away') return send(response, 503, { ok: false, error: 'service_unavailable' })
  if (weather === 'slow') await wait(2_000)
  const method = methods[name]
  try {
    if (!method) throw new ApiError('unknown_method', { req_method: name })
    allow(slack, method, given)
    const channel = typeof given.channel === 'string' ? given.channel : undefined
    const seconds =
      weather === 'limited' && name.startsWith('chat.') ? 5 : slack.limits.wait(name, method.tier, channel)
    if (seconds > 0) {
      response.setHeader('retry-after', String(seconds))
      return send(response, 429, { ok: false, error: 'ratelimited' })
    }
    send(response, 200, { ok: true, ...(await run(slack, method, given)) }, slack)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    send(response, 200, { ok: false, error: error.code, ...error.more }, slack)
  }
}

async function argumentsOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await readBody(request)
  const fields: Record<string, unknown> = Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams)
  if (request.headers['content-type']?.startsWith('application/json')) {
    Object.assign(fields, JSON.parse(body.toString() || '{}'))
  } else {
    Object.assign(fields, Object.fromEntries(new URLSearchParams(body.toString())))
  }
  const bearer = request.headers.authorization?.match(/^Bearer (.+)$/)?.[1]
  return bearer ? { ...fields, token: bearer } : fields
}

function allow(slack: Slack, method: Method, given: Record<string, unknown>) {
  if (given.token === undefined) throw new ApiError('not_authed')
  const kind = method.token ?? 'bot'
  const other = kind === 'bot' ? slack.secrets.appToken : slack.secrets.botToken
  if (given.token === other) throw new ApiError('not_allowed_token_type')
  if (given.token !== (kind === 'bot' ? slack.secrets.botToken : slack.secrets.appToken)) {
    throw new ApiError('invalid_auth')
  }
  const { scopes } = slack.manifest
  if (method.scopes && !method.scopes.some((scope) => scopes.includes(scope))) {
    throw new ApiError('missing_scope', { needed: method.scopes.join(','), provided: scopes.join(',') })
  }
}

async function run(slack: Slack, method: Method, given: Record<string, unknown>): Promise<object> {
  const parsed = method.input.safeParse(given, { reportInput: true })
  const unknown = parsed.success ? unknownFile(slack, parsed.data) : undefined
  if (unknown) throw new ApiError('invalid_blocks', { errors: [unknown], response_metadata: { messages: [unknown] } })
  if (parsed.success) return method.run(parsed.data as never, slack)
  const { issues } = parsed.error
  const messages = complaints(issues, '')
  const more = { errors: messages, response_metadata: { messages } }
  const own = issues.find((issue) => issue.code === 'custom' && issue.params?.error)
  if (own?.code === 'custom') throw new ApiError(String(own.params?.error), more)
  throw new ApiError(issues.every((issue) => issue.path[0] === 'blocks') ? 'invalid_blocks' : 'invalid_arguments', more)
}

function send(response: ServerResponse, status: number, body: object, slack?: Slack) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(slack && { 'x-oauth-scopes': slack.manifest.scopes.join(',') }),
  })
  response.end(JSON.stringify(body))
}
