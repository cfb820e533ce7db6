import { z } from 'zod'
import { id, words } from '../loosely.ts'
import { type Account, NetworkError, type OutgoingReply, type Sent } from '../network.ts'
import { length } from './limits.ts'
import * as payload from './payload.ts'
import { rest } from './rest.ts'
import { upload } from './upload.ts'

/** A post to whom it answers, seen by nobody who could not see what it answers. Sent again with the same key it is the same post. */
export async function send(reply: OutgoingReply, account: Account): Promise<Sent> {
  const parent = reply.inReplyTo === undefined ? undefined : await parentOf(reply.inReplyTo, account)
  const status = addressed(reply, parent?.account.acct)
  const warning = parent?.spoiler_text || undefined
  refuseTooLong(`${warning ?? ''}${status}`, account)
  const sent = await rest(account, {
    method: 'POST',
    path: '/api/v1/statuses',
    headers: { 'idempotency-key': reply.key },
    json: {
      ...{ status, in_reply_to_id: reply.inReplyTo, visibility: visibilityOf(reply, parent), spoiler_text: warning },
      media_ids: await upload(reply, account),
    },
    sends: reply,
    answer: z.object({ id, url: words }),
  })
  return { id: sent.id, url: sent.url, conversation: reply.opensPrivate ? reply.customer.id : undefined }
}

async function parentOf(id: string, account: Account): Promise<payload.Status> {
  return rest(account, { path: `/api/v1/statuses/${encodeURIComponent(id)}`, answer: payload.status })
}

/** Without the name nobody is told, and a private post would reach nobody at all. */
function addressed({ text, customer }: Pick<OutgoingReply, 'text' | 'customer'>, acct = customer.handle): string {
  if (!acct)
    throw new NetworkError('Mastodon needs the name of whom this is for, and it is not known. Answer there.', {
      permanent: true,
    })
  const names = [...text.toLowerCase().matchAll(/(?<=^|[^\w@])@[\w.-]+(@[\w.-]*\w)?/g)].map(([name]) => name)
  return names.includes(`@${acct.toLowerCase()}`) ? text : `@${acct} ${text}`
}

/** From the widest to the narrowest. */
const widths = ['public', 'unlisted', 'private', 'direct']

function visibilityOf({ place }: OutgoingReply, parent: payload.Status | undefined): string {
  if (place === 'private') return 'direct'
  const above = parent?.visibility ?? 'public'
  return widths.includes(above) ? above : 'direct'
}

/** The name and the warning come on top of what was counted while writing. */
function refuseTooLong(text: string, { options }: Account): void {
  const over = length(text, Number(options.link ?? 23)) - Number(options.characters ?? 500)
  if (over > 0)
    throw new NetworkError(`With the customer's name this is too long for the server by ${over}. Shorten it.`, {
      permanent: true,
    })
}
