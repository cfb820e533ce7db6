import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { png } from '../stats/png.ts'
import { avatar } from './pictures/avatar.ts'
import { pictures } from './pictures/pictures.ts'
import type { Manifest } from './slack/workspace.ts'
import type { State } from './state.ts'
import type { AccountView } from './world/world.ts'

const page = new URL('page/', import.meta.url)
const modules: Record<string, string> = {
  'preact.js': import.meta.resolve('preact'),
  'hooks.js': import.meta.resolve('preact/hooks'),
  'htm.js': import.meta.resolve('htm'),
}

/** The style sheets, in the order in which they weigh. */
const sheets = ['base', 'frame', 'channel', 'blocks', 'fields', 'panes', 'world', 'narrow']

/** Serves the page: its own TypeScript with the types stripped, the view library from node_modules, drawn pictures. */
export async function servePage(request: IncomingMessage, response: ServerResponse, path: string, shown: Shown) {
  const found = await find(path, shown)
  if (!found || request.method !== 'GET') return void response.writeHead(404).end('Not found')
  response.writeHead(200, {
    'content-type': found.type,
    'cache-control': found.keep ?? 'no-cache',
    // The sandbox never speaks to another machine, whatever a message holds.
    'content-security-policy':
      "default-src 'self' 'unsafe-inline' data: blob:; img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*",
  })
  response.end(found.body)
}

export interface Shown {
  state: State
  given: Given
}

interface Given extends Pick<Manifest, 'commands' | 'shortcuts' | 'takesDirectMessages'> {
  accounts: AccountView[]
}

interface Found {
  type: string
  body: string | Buffer
  /** How long a browser may keep it; left out: it asks each time. */
  keep?: string
}

async function find(path: string, { state, given }: Shown): Promise<Found | undefined> {
  const [folder = '', name = ''] = path.split('/')
  if (path === 'index.html') {
    const body = await readFile(new URL(path, page), 'utf8')
    const filled = body
      .replace('<!-- modules -->', await preloads())
      .replaceAll(/\/sandbox\/(page|modules)\//g, `/sandbox/$1-${await version()}/`)
      .replace('>{}<', () => `>${JSON.stringify(given)}<`)
    return { type: 'text/html; charset=utf-8', body: filled }
  }
  const [, room, versioned] = /^(page|modules)(-[0-9a-f]{12})?$/.exec(folder) ?? []
  const body = room && (await part(room, name))
  if (body) {
    const type = name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8'
    return { type, body, ...(versioned && { keep: forEver }) }
  }
  if (folder === 'avatars') return drawn(avatarOf(state, name.replace('.svg', '')))
  return folder === 'pictures' ? photo(name) : undefined
}

async function part(room: string, name: string): Promise<string | undefined> {
  const library = modules[name]
  if (room === 'modules') return library && readFile(fileURLToPath(library), 'utf8')
  if (name === 'style.css') return style()
  if (!/^[a-z-]+\.ts$/.test(name)) return undefined
  const text = await readFile(new URL(name, page), 'utf8').catch(() => undefined)
  return text && strip(text)
}

// Part of each part's address, so that a browser keeps them for ever and still sees every change.
const forEver = 'max-age=31536000, immutable'
async function version(): Promise<string> {
  const files = (await readdir(page, { recursive: true })).sort()
  const changed = await Promise.all(files.map(async (name) => `${name} ${(await stat(new URL(name, page))).mtimeMs}`))
  return createHash('sha256').update(changed.join('\n')).digest('hex').slice(0, 12)
}

async function style(): Promise<string> {
  const parts = await Promise.all(sheets.map((name) => readFile(new URL(`styles/${name}.css`, page), 'utf8')))
  return parts.join('\n')
}

const stripped = new Map<string, string>()
function strip(text: string): string {
  const body = stripped.get(text) ?? stripTypeScriptTypes(text, { mode: 'strip' })
  stripped.set(text, body)
  return body
}

// Named up front, the modules come at once instead of one import after the other.
async function preloads(): Promise<string> {
  const own = (await readdir(page)).filter((name) => name.endsWith('.ts')).map((name) => `/sandbox/page/${name}`)
  const libraries = Object.keys(modules).map((name) => `/sandbox/modules/${name}`)
  return [...libraries, ...own].map((href) => `<link rel="modulepreload" href="${href}">`).join('')
}

function avatarOf(state: State, id: string): string | undefined {
  if (id === 'slackbot') return avatar('Slackbot', '#667085')
  const one = state.people.get(id) ?? state.customers.get(id)
  return one && avatar(one.name, one.colour)
}

// As a photo: no network takes a drawing for one, and Slack shows none.
const photos = new Map<string, Promise<Buffer>>()
async function photo(name: string): Promise<Found | undefined> {
  const picture = pictures[name.replace('.png', '')]
  if (!picture) return undefined
  const made = photos.get(name) ?? png(picture)
  photos.set(name, made)
  return { type: 'image/png', body: await made, keep: 'max-age=3600' }
}

function drawn(picture: string | undefined): Found | undefined {
  return picture === undefined ? undefined : { type: 'image/svg+xml', body: picture, keep: 'max-age=3600' }
}
