import { randomBytes } from 'node:crypto'
import { app } from '../company.ts'
import type { Slack } from './slack.ts'
import type { SharedFile } from './workspace.ts'

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  txt: 'text/plain',
  pdf: 'application/pdf',
}

export function reserveFile(slack: Slack, name: string, size: number, alt: string): SharedFile {
  const id = `F${randomBytes(5).toString('hex').toUpperCase()}`
  const type = types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
  return slack.state.files.put(id, { id, name, title: name, alt, size, type, uploaded: false })
}

export function showFile(slack: Slack, file: SharedFile): Record<string, unknown> {
  const url = `${slack.origin}/files/${file.id}/${encodeURIComponent(file.name)}`
  const priv = `${slack.origin}/files/download/${file.id}/${encodeURIComponent(file.name)}`
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    alt_txt: file.alt,
    mimetype: file.type,
    filetype: file.name.split('.').at(-1),
    size: file.size,
    user: file.user ?? app.botUser,
    url_private: priv,
    url_private_download: priv,
    permalink: url,
  }
}
