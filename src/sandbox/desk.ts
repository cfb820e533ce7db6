import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { Cannot } from './cannot.ts'
import { moveClock } from './move-clock.ts'
import { readBody } from './read-body.ts'
import { attach, withFiles } from './slack/interactions/attach.ts'
import { close } from './slack/interactions/close.ts'
import { openHome } from './slack/interactions/open-home.ts'
import { press } from './slack/interactions/press.ts'
import { say } from './slack/interactions/say.ts'
import { runShortcut } from './slack/interactions/shortcut.ts'
import { submit } from './slack/interactions/submit.ts'
import { suggest } from './slack/interactions/suggest.ts'
import { where } from './slack/interactions/where.ts'
import type { Slack } from './slack/slack.ts'
import type { Person } from './slack/workspace.ts'
import { fairWeather, weatherId } from './weather.ts'
import type { World } from './world/open-world.ts'
import { type Photos, photoType } from './world/photos.ts'
import type { Stories } from './world/stories.ts'

export interface DeskParts {
  slack: Slack
  world: World
  stories: Stories
  photos: Photos
  advanceClock: (by: Temporal.Duration) => Promise<void>
  nextPromise: () => Promise<Temporal.Instant | undefined>
  startOver: () => Promise<void>
}

interface Deed {
  input: z.ZodType
  run(parts: DeskParts, person: Person, input: never): unknown
}

function deed<S extends z.ZodType>(
  input: S,
  run: (parts: DeskParts, person: Person, input: z.infer<S>) => unknown,
): Deed {
  return { input, run }
}

const values = z.record(z.string(), z.unknown())
const state = z.record(z.string(), z.record(z.string(), values))
const place = z.enum(['public', 'private', 'review'])

/** All that a person can do on the page, by the name it is posted under. */
const deeds: Record<string, Deed> = {
  press: deed(
    z.object({ at: where, blockId: z.string(), actionId: z.string(), chosen: values, state }),
    ({ slack }, person, given) => press(slack, person, { ...given, state: withFiles(slack, given.state) }),
  ),
  submit: deed(z.object({ id: z.string(), state }), ({ slack }, person, given) =>
    submit(slack, person, given.id, withFiles(slack, given.state)),
  ),
  attach: deed(
    z.object({ name: z.string().min(1).max(255), base64: z.base64().max(30_000_000) }),
    ({ slack }, person, { name, base64 }) => attach(slack, person, name, Buffer.from(base64, 'base64')),
  ),
  close: deed(z.object({ id: z.string(), all: z.boolean(), state }), ({ slack }, person, given) =>
    close(slack, person, given.id, given.all, withFiles(slack, given.state)),
  ),
  suggest: deed(
    z.object({ at: where, blockId: z.string(), actionId: z.string(), value: z.string(), state }),
    ({ slack }, person, given) => suggest(slack, person, given),
  ),
  say: deed(
    z.object({ channel: z.string(), text: z.string().min(1).max(12_000), threadTs: z.string().optional() }),
    async ({ slack }, person, given) => {
      const channel = slack.state.channels.get(given.channel)
      if (channel) await say(slack, person, channel, given.text, given.threadTs)
    },
  ),
  shortcut: deed(
    z.object({ callbackId: z.string(), on: z.object({ channel: z.string(), ts: z.string() }).optional() }),
    ({ slack }, person, given) => runShortcut(slack, person, given.callbackId, given.on),
  ),
  home: deed(z.object({}), ({ slack }, person) => openHome(slack, person)),
  read: deed(z.object({ channel: z.string(), ts: z.string() }), ({ slack }, person, { channel, ts }) => {
    slack.state.reads.put(`${person.id}:${channel}`, { user: person.id, channel, ts })
  }),
  dismiss: deed(z.object({ channel: z.string(), ts: z.string() }), ({ slack }, _, { channel, ts }) => {
    slack.state.ephemerals.delete(`${channel}:${ts}`)
  }),
  write: deed(
    z.object({
      account: z.string(),
      place,
      customer: z.string(),
      text: z.string().max(12_000),
      post: z.string().optional(),
      inReplyTo: z.string().optional(),
      picture: z.string().optional(),
      rating: z.int().min(1).max(5).optional(),
    }),
    ({ world }, _, given) => void world.write(given),
  ),
  photo: deed(z.object({ type: photoType, base64: z.base64().max(8_000_000) }), ({ photos }, _, { type, base64 }) => ({
    url: photos.keep(type, Buffer.from(base64, 'base64')),
  })),
  edit: deed(z.object({ id: z.string(), text: z.string().max(12_000) }), ({ world }, _, given) =>
    world.edit(given.id, given.text),
  ),
  remove: deed(z.object({ id: z.string() }), ({ world }, _, given) => world.remove(given.id)),
  weather: deed(
    z.object({
      slack: z.enum(['fine', 'slow', 'limited', 'away']).optional(),
      network: z.enum(['fine', 'slow', 'refusing', 'losing']).optional(),
    }),
    ({ slack }, _, given) => {
      const weather = slack.state.weather.get(weatherId) ?? fairWeather
      slack.state.weather.put(weatherId, { ...weather, ...given })
    },
  ),
  story: deed(z.object({ story: z.enum(['quiet morning', 'busy day', 'outage']) }), ({ stories }, _, { story }) =>
    stories.begin(story),
  ),
  stop: deed(z.object({}), ({ stories }) => stories.stop()),
  clock: deed(
    z.union([
      z.object({ minutes: z.int().min(1).max(20_160) }),
      z.object({ to: z.enum(['end of a promise', 'tomorrow morning']) }),
    ]),
    (parts, person, given) => moveClock(parts, person, given),
  ),
  'start-over': deed(z.object({}), ({ startOver }) => startOver()),
}

/** Answers `POST /sandbox/do/<deed>` from the page; only this machine's own page may ask. */
export function openDesk(parts: DeskParts) {
  return async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    const deed = Object.hasOwn(deeds, name) ? deeds[name] : undefined
    const answer = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}))
    if (!deed || request.method !== 'POST') return answer(404, { error: `There is nothing called ${name} to do here.` })
    const body: unknown = JSON.parse((await readBody(request)).toString())
    const who = z.object({ as: z.string() }).safeParse(body)
    const person = parts.slack.state.people.all().find((one) => one.handle === who.data?.as)
    const parsed = deed.input.safeParse(body)
    if (!person) return answer(400, { error: 'Say as whom.' })
    if (!parsed.success) return answer(400, { error: z.prettifyError(parsed.error) })
    try {
      answer(200, await deed.run(parts, person, parsed.data as never))
    } catch (error) {
      if (!(error instanceof Cannot)) throw error
      // Not a 4xx, which a browser reports on its console: a refusal is no fault.
      answer(200, { error: error.message })
    }
  }
}
