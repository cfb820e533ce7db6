import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { readBody } from '../read-body.ts'
import type { Slack } from './slack.ts'

/**
 * Takes the bytes of an upload at /files/upload/<id>, gives a file to the page at /files/<id>/<name>, and to the app at
 * /files/download/<id>/<name>.
 */
export async function serveFile(slack: Slack, request: IncomingMessage, response: ServerResponse, path: string[]) {
  const uploading = path[0] === 'upload'
  const downloading = path[0] === 'download'
  const file = slack.state.files.get(path[uploading || downloading ? 1 : 0] ?? '')
  if (!file) return void response.writeHead(404).end()
  const place = join(slack.filesDir, file.id)
  if (uploading) {
    const bytes = await uploaded(request)
    await mkdir(slack.filesDir, { recursive: true })
    await writeFile(place, bytes)
    slack.state.files.put(file.id, { ...file, size: bytes.length, uploaded: true })
    return void response.writeHead(200).end(`OK - ${bytes.length}`)
  }
  if (downloading && !mayRead(slack, request)) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    return void response.end('<!DOCTYPE html><title>Sign in to Slack</title>')
  }
  response.writeHead(200, {
    'content-type': file.type,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  response.end(await readFile(place))
}

// To everybody else Slack shows its sign-in page, with status 200.
function mayRead(slack: Slack, request: IncomingMessage): boolean {
  const isApp = request.headers.authorization === `Bearer ${slack.secrets.botToken}`
  return isApp && slack.manifest.scopes.includes('files:read')
}

// Slack takes the bare bytes and takes a form; its own client sends a form.
async function uploaded(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request)
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const file = [...form.values()].find((part) => part instanceof File)
  return file ? Buffer.from(await file.arrayBuffer()) : body
}
