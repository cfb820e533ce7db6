import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { foundCompany, mainChannel } from './company.ts'
import { openDesk } from './desk.ts'
import { isForeign } from './is-foreign.ts'
import { servePage } from './serve-page.ts'
import { readManifest } from './slack/manifest.ts'
import { openSlack } from './slack/open-slack.ts'
import { answerResponseUrl } from './slack/response-url.ts'
import { serveFile } from './slack/serve-file.ts'
import { answerWebApi } from './slack/web-api.ts'
import { openState } from './state.ts'
import { openStream } from './stream.ts'
import { fairWeather, weatherId } from './weather.ts'
import { openWorld } from './world/open-world.ts'
import { openPhotos } from './world/photos.ts'
import { openStories } from './world/stories.ts'

export interface SandboxOptions {
  /** Where the one http server listens: 'http://127.0.0.1:3000'. */
  origin: string
  /** The sandbox's own folder; it survives a restart. */
  dataDir: string
  /** The app's clock. */
  now: () => Temporal.Instant
  /** Moves the app's clock; resolves when what then fell due has happened. */
  advanceClock: (by: Temporal.Duration) => Promise<void>
  /** When the app's next promise to a customer ends. */
  nextPromise: () => Promise<Temporal.Instant | undefined>
  /** Clears the app's side. */
  startOver: () => Promise<void>
  manifestPath?: string
  /** How many posts a rested channel takes at once before it is one a second. */
  channelBurst?: number
}

export interface Sandbox {
  /** True if the request was the sandbox's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  slack: { apiUrl: string; botToken: string; signingSecret: string; appToken: string; channel: string }
  meta: { appSecret: string; verifyToken: string }
  accounts: { network: string; fields: Record<string, string> }[]
  /** The app takes deliveries and presses from now on. */
  ready(): void
  close(): Promise<void>
}

const ownManifest = fileURLToPath(new URL('../../manifest.yml', import.meta.url))

/** A stand-in Slack workspace and the customers outside it, for a desk and for tests. Nothing in it leaves the machine. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { origin, now, advanceClock, nextPromise } = options
  const state = openState(options.dataDir)
  const manifest = await readManifest(options.manifestPath ?? ownManifest)
  const slack = openSlack({
    state,
    origin,
    filesDir: join(options.dataDir, 'files'),
    now,
    manifest,
    channelBurst: options.channelBurst ?? 4,
  })
  const photos = openPhotos(join(options.dataDir, 'photos'), origin)
  const world = openWorld(state, origin, now, photos)
  const stories = openStories(state, world)
  const stream = openStream(state)

  const shown = {
    state,
    given: { ...manifest, accounts: world.outlets.map((one) => one.view) },
  }

  function settle() {
    foundCompany(state)
    world.people()
    // The stand-in Slack starts with Roost, so neither keeps the other from starting.
    state.weather.put(weatherId, { ...fairWeather, ...state.weather.get(weatherId), slack: 'fine' })
  }

  function greet() {
    if (state.letters.all().length === 0) stories.first()
  }

  async function startOver() {
    stories.stop()
    world.forget()
    await photos.forget()
    state.store.clear(['secrets', 'people'])
    settle()
    await options.startOver()
    greet()
  }

  settle()
  const desk = openDesk({ slack, world, stories, photos, advanceClock, nextPromise, startOver })

  function route(request: IncomingMessage, response: ServerResponse): Promise<void> | boolean | undefined {
    const { pathname } = new URL(request.url ?? '/', origin)
    const [, first, second = '', ...rest] = pathname.split('/')
    if (first === '' || first === 'archives') return servePage(request, response, 'index.html', shown)
    if (first === 'api') return answerWebApi(slack, request, response, second)
    if (first === 'files') return serveFile(slack, request, response, [second, ...rest])
    if (first !== 'sandbox') return false
    if (second === 'actions') return answerResponseUrl(slack, request, response, rest.slice(1).join('/'))
    if ((second === 'stream' || second === 'do') && isForeign(request, new URL(origin).hostname))
      return refuse(response)
    if (second === 'stream') return stream.open(request, response)
    if (second === 'photos') return photos.serve(response, rest.join('/'))
    if (second === 'do') return desk(request, response, rest.join('/'))
    return (
      world.handle(request, response, second, rest.join('/')) ||
      servePage(request, response, [second, ...rest].join('/'), shown)
    )
  }

  return {
    handle(request, response) {
      const taken = route(request, response)
      if (taken instanceof Promise) void taken.catch((error: unknown) => fail(response, error))
      return taken !== false
    },
    upgrade: slack.upgrade,
    slack: { apiUrl: `${origin}/api/`, ...slack.secrets, channel: mainChannel },
    meta: world.meta,
    accounts: world.outlets.map((one) => one.connect),
    ready() {
      world.begin()
      greet()
    },
    async close() {
      stories.stop()
      world.forget()
      stream.close()
      slack.close()
      state.store.close()
    },
  }
}

function refuse(response: ServerResponse): true {
  response.writeHead(403, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: 'Only the sandbox’s own page may do this.' }))
  return true
}

function fail(response: ServerResponse, error: unknown) {
  console.error('The sandbox stumbled:', error)
  if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
  response.end('The sandbox stumbled. Its log says why.')
}
