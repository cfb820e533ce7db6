import { labels, words } from '../desk.ts'
import { type Happened, states } from './as-a-lock.ts'
import type { Call } from './outside.ts'

type Body = { blocks?: unknown[] }

interface Taken {
  body: Body
  at: number
}

/** Every card's bodies as Slack took them, one after the other, by the message's channel and ts. */
export function takenBySlack(calls: Call[]): Map<string, Taken[]> {
  const pressedOn = new Map<string, string>()
  for (const { path, body } of calls) {
    if (path !== '/slack/events') continue
    const { response_url, container } = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}')
    if (response_url) pressedOn.set(new URL(response_url).pathname, `${container?.channel_id}/${container?.message_ts}`)
  }
  const all = calls.flatMap((call) => {
    const { path, answer, at, took = 0 } = call
    if (answer?.status !== 200) return []
    // Slack takes it where it answers: what was held up on the way there came later.
    const taken = (message: string | undefined, body: Body) => (message ? [{ message, body, at: at + took }] : [])
    if (path.startsWith('/sandbox/actions/')) {
      const body = JSON.parse(call.body)
      return body.replace_original ? taken(pressedOn.get(path), body) : []
    }
    if (!['/api/chat.postMessage', '/api/chat.update'].includes(path)) return []
    const given = JSON.parse(answer.body)
    const blocks = JSON.parse(new URLSearchParams(call.body).get('blocks') ?? '[]')
    return given.ok ? taken(`${given.channel}/${given.ts}`, { blocks }) : []
  })
  return Map.groupBy(
    all.sort((a, b) => a.at - b.at),
    ({ message }) => message,
  )
}

/** What can be told of a ticket from its card. */
interface Shown {
  owner?: string | null
  closed: boolean
  tags: string
}

/**
 * Holds the bodies of one card against what the ticket was, one state after the other: each shows one that is no older
 * than the one before. Gives the bodies that went back.
 */
export function wentBack(bodies: Body[], events: Happened[], names: Map<string, string>): string[] {
  const tags = tagsAfter(events)
  const was = states(events).map(({ owner, closed }, place) => ({
    ...{ closed, tags: tags[place] ?? '', owner: owner === null ? null : names.get(owner) },
  }))
  let newest = 0
  return bodies.flatMap((body) => {
    const shows = shownBy(body)
    const found = was.findIndex((state, place) => place >= newest && isShown(state, shows))
    if (found >= 0) {
      newest = found
      return []
    }
    return [`${JSON.stringify(shows)} after ${JSON.stringify(was[newest])}`]
  })
}

function isShown(state: Shown, shows: Shown): boolean {
  // A closed card names who closed it, not who had it.
  return state.closed === shows.closed && state.tags === shows.tags && (shows.closed || state.owner === shows.owner)
}

function shownBy(body: Body): Shown {
  const text = words(body)
  const closed = labels(body).includes('Reopen')
  const owner = /\*([^*]+)\* took this/.exec(text)?.[1] ?? null
  return { owner, closed, tags: /Tags: (.*)$/m.exec(text)?.[1] ?? '' }
}

function tagsAfter(events: Happened[]): string[] {
  const all = ['']
  for (const { name, data } of events)
    all.push(name === 'ticket.tagged' && Array.isArray(data.tags) ? data.tags.join(', ') : (all.at(-1) ?? ''))
  return all
}
