import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { app, team } from '../company.ts'
import { readBody } from '../read-body.ts'
import { complaints } from './block-kit/complaints.ts'
import { message as messageBlocks } from './block-kit.ts'
import { removeMessage } from './methods/chat.ts'
import { messageId, post, postEphemeral, withBlockIds } from './post.ts'
import type { Slack } from './slack.ts'
import { unknownFile } from './unknown-file.ts'
import type { Message, ResponseUrl } from './workspace.ts'

const mostUses = 5
const lifetime = 30 * 60_000

type For = Omit<ResponseUrl, 'id' | 'uses' | 'until'>

export function issueResponseUrl(slack: Slack, made: For): string {
  const id = `${Date.now()}/${randomBytes(12).toString('base64url')}`
  slack.state.responseUrls.put(id, { ...made, id, uses: 0, until: slack.now().epochMilliseconds + lifetime })
  return `${slack.origin}/sandbox/actions/${team.id}/${id}`
}

const input = z.object({
  text: z.string().optional(),
  blocks: messageBlocks.optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
  metadata: z.strictObject({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
})
type Input = z.infer<typeof input>

/** Answers a POST to a response_url: five uses in thirty minutes. */
export async function answerResponseUrl(slack: Slack, request: IncomingMessage, response: ServerResponse, id: string) {
  const body = await readBody(request)
  const url = slack.state.responseUrls.get(id)
  const refuse = (status: number, error: string, more = {}) => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ok: false, error, ...more }))
  }
  if (!url) return refuse(404, 'invalid_url')
  if (slack.now().epochMilliseconds > url.until) return refuse(404, 'expired_url')
  if (url.uses >= mostUses) return refuse(404, 'used_url')
  const parsed = input.safeParse(JSON.parse(body.toString()))
  if (!parsed.success) {
    return refuse(400, 'invalid_blocks', { response_metadata: { messages: complaints(parsed.error.issues, '') } })
  }
  const unknown = unknownFile(slack, parsed.data)
  if (unknown) return refuse(400, 'invalid_blocks', { response_metadata: { messages: [unknown] } })
  const { text, blocks, delete_original } = parsed.data
  if (!text && !blocks?.length && !delete_original) return refuse(400, 'no_text')
  slack.state.responseUrls.put(id, { ...url, uses: url.uses + 1 })
  if (!respond(slack, url, parsed.data)) return refuse(404, 'message_not_found')
  response.writeHead(200, { 'content-type': 'text/plain' }).end('ok')
}

/** What a response payload does, whether posted to the URL or sent with a command's ack. */
export function respond(slack: Slack, url: For, given: Input): boolean {
  const original = originalOf(slack, url)
  if (given.delete_original) return original !== undefined && erase(slack, original)
  if (given.replace_original) return original !== undefined && replace(slack, original, given)
  const threadTs = given.thread_ts ?? url.message?.threadTs ?? url.threadTs
  const draft = {
    channel: url.channel,
    user: app.botUser,
    botId: app.bot,
    text: given.text ?? '',
    ...(given.blocks?.length && { blocks: given.blocks }),
    ...(given.metadata && { metadata: given.metadata }),
    ...(threadTs && { threadTs }),
  }
  if (given.response_type === 'in_channel') post(slack, draft)
  else postEphemeral(slack, { ...draft, to: url.user })
  return true
}

export const responsePayload = input

function originalOf(slack: Slack, url: For): Message | undefined {
  if (!url.message) return undefined
  const rows = url.message.ephemeral ? slack.state.ephemerals : slack.state.messages
  return rows.get(messageId(url.channel, url.message.ts))
}

function erase(slack: Slack, original: Message): true {
  if (original.to) slack.state.ephemerals.delete(messageId(original.channel, original.ts))
  else removeMessage(slack, original)
  return true
}

function replace(slack: Slack, original: Message, given: Input): true {
  const { blocks: _, trouble: __, ...kept } = original
  const changed: Message = {
    ...kept,
    text: given.text ?? '',
    ...(given.blocks?.length && { blocks: withBlockIds(given.blocks) }),
    ...(given.metadata && { metadata: given.metadata }),
    ...(!original.to && { editedTs: slack.nextTs() }),
  }
  const rows = original.to ? slack.state.ephemerals : slack.state.messages
  rows.put(messageId(original.channel, original.ts), changed)
  return true
}
