import type { WebClient } from '@slack/web-api'
import { NetworkError, type OutgoingAttachment } from '../networks/network.ts'
import type { Attached } from '../tickets/reply.ts'
import { troubleOf } from './trouble.ts'

const PATIENCE = 20_000

/** The files that an agent attached in the Reply window, from Slack. Throws `NetworkError`: nothing was sent. */
export function fetchAttached(client: WebClient, token: string, attached: Attached[]): Promise<OutgoingAttachment[]> {
  return Promise.all(attached.map((file) => fetchOne(client, token, file)))
}

async function fetchOne(client: WebClient, token: string, { id, name }: Attached): Promise<OutgoingAttachment> {
  const { file } = await client.files.info({ file: id }).catch((error) => {
    throw said(name, troubleOf(error).code)
  })
  const { url_private_download: url, mimetype: type = '' } = file ?? {}
  if (!url || !isOfSlack(client, url)) throw said(name, '')
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    // It would carry the token to wherever it points.
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => undefined)
  // To whom it does not know, Slack shows the page where people sign in, and calls that a success.
  const isPage = answer?.headers.get('content-type')?.startsWith('text/html') ?? false
  if (!answer?.ok || isPage) throw said(name, isPage ? 'missing_scope' : '')
  const bytes = await answer.arrayBuffer().catch(() => {
    throw said(name, '')
  })
  return { name, type, bytes: new Uint8Array(bytes) }
}

/** The token goes nowhere else: not to where a file lies that another app only names to Slack. */
function isOfSlack({ slackApiUrl }: WebClient, url: string): boolean {
  const parsed = URL.parse(url)
  if (!parsed) return false
  const { origin, protocol, hostname } = parsed
  return origin === new URL(slackApiUrl).origin || (protocol === 'https:' && SLACKS_HOSTS.test(hostname))
}

const SLACKS_HOSTS = /^((.+\.)?slack\.com|slack-files\.com|.+\.slack-gov\.com)$/

function said(name: string, code: string): NetworkError {
  if (code === 'missing_scope')
    return new NetworkError(
      'Roost may not read files here. Ask an admin to update the app from manifest.yml, or send it without.',
      { permanent: true },
    )
  if (/^file_(not_found|deleted)$/.test(code))
    return new NetworkError(`${name} has been deleted in Slack. Attach it again, or send without.`, { permanent: true })
  return new NetworkError(`Slack did not give ${name}.`)
}
