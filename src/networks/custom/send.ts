import { z } from 'zod'
import { call, isSuccess, refused } from '../http.ts'
import { type Account, NetworkError, type OutgoingAttachment, type OutgoingReply, type Sent } from '../network.ts'
import { sign } from './signature.ts'

/** Any 2xx is delivered; the answer may tell the message's id there. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  const address = account.apiUrl ?? account.options.callback
  if (!address)
    throw new NetworkError(
      `${account.name} has no address for replies. Connect it again with callback=<address>, or answer there.`,
      { permanent: true },
    )
  const body = JSON.stringify(content(reply))
  const request = {
    label: account.name,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...sign(account.credentials.secret ?? '', reply.key, reply.now, body),
    },
    body,
    sends: reply,
  } as const
  const answer = await call(address, request)
  if (isSuccess(answer)) return { id: id.safeParse(answer.json).data?.id }
  if (answer.status === 410)
    throw new NetworkError(`${account.name} takes no more replies (410). Connect it again with another callback.`, {
      permanent: true,
    })
  throw refused(request, answer)
}

function content(reply: OutgoingReply) {
  return {
    type: 'reply.created',
    timestamp: reply.now.toString(),
    data: {
      id: reply.key,
      conversation_id: reply.conversation,
      in_reply_to: reply.inReplyTo,
      text: reply.text,
      place: reply.place,
      agent: { name: reply.agent.name },
      ...(reply.attachments.length > 0 ? { attachments: reply.attachments.map(attached) } : {}),
    },
  }
}

/** In the body itself: what Slack keeps has no address that the source could open. */
function attached({ name, type, bytes }: OutgoingAttachment) {
  return { name, type, base64: Buffer.from(bytes).toString('base64') }
}

const id = z.object({ id: z.union([z.string().min(1), z.number()]).transform(String) })
