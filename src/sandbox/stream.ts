import type { IncomingMessage, ServerResponse } from 'node:http'
import { messageId } from './slack/post.ts'
import type { Message } from './slack/workspace.ts'
import type { State } from './state.ts'
import type { Change } from './store.ts'

const shared = ['people', 'channels', 'messages', 'notices', 'files', 'customers', 'posts', 'letters', 'weather']
const own = ['ephemerals', 'modals', 'homes', 'reads']
/** So many of a channel's newest messages stand on the page, each with its thread. */
const newest = 300

/** Keeps every open page in step: first all it may see, then each change, as server-sent events. */
export function openStream(state: State) {
  const open = new Map<ServerResponse, string>()

  const forget = state.store.watch((change) => {
    for (const [response, person] of open) {
      if (sees(state, person, change)) send(response, 'change', change)
    }
  })

  return {
    async open(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const handle = new URL(request.url ?? '', 'http://x').searchParams.get('as')
      const person = state.people.all().find((one) => one.handle === handle)
      if (!person) return void response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      send(
        response,
        'all',
        everything(state).filter((change) => sees(state, person.id, change)),
      )
      open.set(response, person.id)
      response.on('close', () => open.delete(response))
    },
    close() {
      forget()
      for (const response of open.keys()) response.end()
    },
  }
}

function send(response: ServerResponse, event: string, data: unknown) {
  response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** Ephemerals, modals and Home are one person's; a direct message is its two members'. */
function sees(state: State, person: string, { kind, id, value }: Change): boolean {
  if (kind === 'ephemerals') return value === null || state.ephemerals.get(id)?.to === person
  if (own.includes(kind)) return id.split(':')[0] === person
  if (!shared.includes(kind)) return false
  const channel = state.channels.get(kind === 'channels' || kind === 'messages' ? (id.split(':')[0] ?? '') : '')
  return channel === undefined || channel.kind === 'channel' || channel.members.includes(person)
}

function everything(state: State): Change[] {
  const recent = recentMessages(state.messages.all())
  return [...shared, ...own].flatMap((kind) =>
    state.store.changes(kind).filter((change) => kind !== 'messages' || recent.has(change.id)),
  )
}

function recentMessages(all: Message[]): Set<string> {
  const roots = Map.groupBy(
    all.filter((one) => !one.threadTs),
    (one) => one.channel,
  )
  const kept = new Set<string>()
  for (const messages of roots.values()) {
    const last = messages.sort((one, other) => Number(one.ts) - Number(other.ts)).slice(-newest)
    for (const one of last) kept.add(messageId(one.channel, one.ts))
  }
  const shown = all.filter((one) => kept.has(messageId(one.channel, one.threadTs ?? one.ts)))
  return new Set(shown.map((one) => messageId(one.channel, one.ts)))
}
