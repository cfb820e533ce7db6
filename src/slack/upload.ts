import type { WebClient } from '@slack/web-api'
import { cut } from './text.ts'
import { troubleOf } from './trouble.ts'

export interface Upload {
  name: string
  bytes: Blob
  /** What it shows, for whoever does not see it. */
  alt?: string
  /** Told the id before Slack has the bytes: whoever keeps it can delete what was cut short. */
  named?: (id: string) => Promise<void>
}

export interface Into {
  channel: string
  thread?: string
  words?: string
}

/** Gives Slack a file, in its three steps, and answers its id. With `into` it then stands in that conversation. */
export async function upload(
  client: WebClient,
  { name, bytes, alt, named }: Upload,
  signal: AbortSignal,
  into?: Into,
): Promise<string> {
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    ...{ filename: name, length: bytes.size },
    ...(alt ? { alt_txt: cut(alt, 1000) } : {}),
  })
  if (!upload_url || !file_id) throw new Error('Slack named no place for a file')
  await named?.(file_id)
  const answer = await fetch(upload_url, { method: 'POST', body: bytes, redirect: 'error', signal })
  if (!answer.ok) throw new Error(`Slack took no file: HTTP ${answer.status}`)
  const file = { id: file_id, title: name }
  await client.files.completeUploadExternal({
    files: [file],
    ...(into ? placed(into) : {}),
  })
  return file_id
}

function placed({ channel, thread, words }: Into) {
  const said = words === undefined ? {} : { initial_comment: words }
  return thread === undefined ? { channel_id: channel, ...said } : { channel_id: channel, thread_ts: thread, ...said }
}

/** What whoever set Roost up has to do; undefined if it is not about what Roost may do. */
export function missingScope(error: unknown): string | undefined {
  const { code } = troubleOf(error)
  if (code === 'missing_scope')
    return 'Roost may not send files here. Ask an admin to update the app from manifest.yml.'
  if (code === 'messages_tab_disabled')
    return 'Roost may not write to you here. Ask an admin to update the app from manifest.yml.'
  return undefined
}
