import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { avatar } from './pictures/avatar.ts'
import { pictures } from './pictures/pictures.ts'
import type { State } from './state.ts'
import type { AccountView } from './world/world.ts'

const page = new URL('page/', import.meta.url)
const modules: Record<string, string> = {
  'preact.js': import.meta.resolve('preact'),
  'hooks.js': import.meta.resolve('preact/hooks'),
  'htm.js': import.meta.resolve('htm'),
}

/** Serves the page: its own TypeScript with the types stripped, the view library from node_modules, drawn pictures. */
export async function servePage(request: IncomingMessage, response: ServerResponse, path: string, shown: Shown) {
  const found = await find(path, shown)
  if (!found || request.method !== 'GET') return void response.writeHead(404).end('Not found')
  response.writeHead(200, {
    'content-type': found.type,
    'cache-control': found.lasting ? 'max-age=3600' : 'no-cache',
    // The sandbox never speaks to another machine, whatever a message holds.
    'content-security-policy':
      "default-src 'self' 'unsafe-inline' data: blob:; img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*",
  })
  response.end(found.body)
}

export interface Shown {
  state: State
  accounts: AccountView[]
}

interface Found {
  type: string
  body: string
  lasting?: boolean
}

async function find(path: string, { state, accounts }: Shown): Promise<Found | undefined> {
  const [folder, name = ''] = path.split('/')
  if (path === 'index.html') {
    const body = await readFile(new URL(path, page), 'utf8')
    return { type: 'text/html; charset=utf-8', body: body.replace('>[]<', () => `>${JSON.stringify(accounts)}<`) }
  }
  if (folder === 'modules') {
    const at = modules[name]
    return at ? { type: 'text/javascript', body: await readFile(fileURLToPath(at), 'utf8'), lasting: true } : undefined
  }
  if (folder === 'avatars') return drawn(avatarOf(state, name.replace('.svg', '')))
  if (folder === 'pictures') return drawn(pictures[name.replace('.svg', '')])
  if (folder !== 'page' || !/^[a-z-]+\.(ts|css)$/.test(name)) return undefined
  const text = await readFile(new URL(name, page), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  if (name.endsWith('.css')) return { type: 'text/css; charset=utf-8', body: text }
  return { type: 'text/javascript; charset=utf-8', body: stripTypeScriptTypes(text, { mode: 'strip' }) }
}

function avatarOf(state: State, id: string): string | undefined {
  if (id === 'slackbot') return avatar('Slackbot', '#667085')
  const one = state.people.get(id) ?? state.customers.get(id)
  return one && avatar(one.name, one.colour)
}

function drawn(picture: string | undefined): Found | undefined {
  return picture === undefined ? undefined : { type: 'image/svg+xml', body: picture, lasting: true }
}
