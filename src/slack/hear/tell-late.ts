import { z } from 'zod'
import type { Answer } from '../buttons/button.ts'
import type { Pressing } from '../pressing.ts'
import { respond } from '../respond.ts'
import { saying } from '../tell.ts'
import { quoted } from '../text.ts'

/** A setting's window carries nothing of a message. */
const carried = z.object({ url: z.string().optional() })
const typed = z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() })))

/**
 * The guard has acked: the window stands as it was, or is closed by now. What is done is said in it; what is refused comes as a
 * message, with what was typed.
 */
export async function tellLate(
  deps: Pressing,
  view: { id: string; private_metadata: string; state: { values: unknown } },
  slackId: string,
  answer: Answer,
): Promise<void> {
  const next = answer && 'update' in answer ? answer.update : saying('That took a while. It is done.')
  const stands = () => deps.client.views.update({ view_id: view.id, view: next }).catch(() => undefined)
  if (!answer) return void (await stands())
  if ('update' in answer && (await stands())) return
  const said =
    'errors' in answer
      ? Object.values(answer.errors).join('\n')
      : 'This took long, and the window is closed by now. Look at the card first, then open it again.'
  const texts = Object.values(typed.parse(view.state.values ?? {})).flatMap((block) =>
    Object.values(block).flatMap(({ value }) => value || []),
  )
  const text = [said, ...texts.map((one) => quoted(one, 3000))].join('\n')
  const { url } = carried.parse(JSON.parse(view.private_metadata))
  if (url && (await respond(url, { response_type: 'ephemeral', replace_original: false, text })) === 'taken') return
  await deps.client.chat.postMessage({ channel: slackId, text })
}
