import type { Seen } from '../desk.ts'
import type { Facts } from './facts.ts'
import type { Call, Outside } from './outside.ts'

/**
 * Holds what happened outside against what Roost knows. Gives every breach as a sentence: none is what is promised.
 */
export async function breaches(outside: Pick<Outside, 'sees' | 'calls'>, known: Facts): Promise<string[]> {
  const { letters, messages, files } = await outside.sees('grace')
  // What was written before its account was connected is none of ours.
  const since = Math.max(...known.accounts.map((account) => account.since.epochMilliseconds))
  const taken = letters
    .filter((letter) => letter.from === 'customer' && letter.delivered && letter.at > since)
    .map(({ id }) => String(id))
  const sent = letters
    .filter((letter) => letter.from === 'us')
    .map(({ id, text }) => ({ id: String(id), text: String(text) }))
  const standing = messages.flatMap(({ metadata }) => metadata?.event_payload?.post ?? []).map(Number)
  return [
    ...lostOrTwice(taken, known),
    ...cards(standing, known),
    ...postedTwice(outside.calls),
    ...replies(sent, known),
    ...forgotten(outside.calls, known),
    ...filesLostOrTwice(messages, files, known),
  ]
}

/** In milliseconds: a press that takes longer may be acked by the guard, before it is done. */
export const SURELY_DONE = 1900

/** Replies that were acked, and are not there. */
function forgotten(calls: Call[], { messages }: Facts): string[] {
  const acked = calls
    .filter(({ answer }) => answer?.status === 200 && answer.body === '')
    .flatMap(({ path, body }) => (path === '/slack/events' ? sentIn(body) : []))
  return acked
    .filter((text) => !messages.some((one) => one.queuedAt && one.text === text))
    .map((text) => `“${text}” was acked, and nobody knows of it`)
}

function sentIn(body: string): string[] {
  const { type, view } = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}')
  if (type !== 'view_submission' || view.callback_id !== 'reply') return []
  const inputs: Record<string, { value?: string }>[] = Object.values(view.state.values)
  const field = (input: (typeof inputs)[number]) => Object.entries(input).find(([id]) => id.startsWith('reply~'))
  return inputs.flatMap((input) => field(input)?.[1].value ?? [])
}

function lostOrTwice(taken: string[], { messages }: Facts): string[] {
  return taken.flatMap((id) => {
    const kept = messages.filter(({ networkId, ticketId }) => networkId === id && ticketId)
    return kept.length === 1 ? [] : [`${id} was answered 200 and is ${kept.length} messages`]
  })
}

function cards(standing: number[], { tickets, posts }: Facts): string[] {
  return tickets.flatMap(({ id }) => {
    const own = posts.filter(({ kind, ticketId }) => kind === 'card' && ticketId === id)
    const newest = own.sort((a, b) => a.id - b.id).at(-1)
    const where = newest?.rollUpId ?? newest?.id
    const times = standing.filter((post) => post === where).length
    return times === 1 ? [] : [`ticket #${id} stands ${times} times in Slack`]
  })
}

/** What Slack accepted, even if it was deleted since. */
export function postedTwice(calls: Call[]): string[] {
  const accepted = calls
    .filter(({ path, answer }) => path === '/api/chat.postMessage' && answer?.body.startsWith('{"ok":true'))
    .map(({ body }) => String(new URLSearchParams(body).get('metadata')))
  return [...Map.groupBy(accepted, (metadata) => metadata)]
    .filter(([, times]) => times.length > 1)
    .map(([metadata, times]) => `${metadata} was posted ${times.length} times`)
}

/** The networks have them all the time, so each is in Slack, once; what is no picture stands in its thread. */
function filesLostOrTwice(standing: Seen['messages'], inSlack: Seen['files'], { files }: Facts): string[] {
  const uploaded = Map.groupBy(
    inSlack.filter((file) => file.uploaded),
    ({ name }) => String(name),
  )
  const twins = [...uploaded].filter(([name, all]) => /^(picture|voice)-\d+\./.test(name) && all.length > 1)
  const lost = files
    .filter(({ slackId, keptAt }) => !keptAt || !inSlack.some(({ id, completed }) => id === slackId && completed))
    .map(({ id, failure }) => `file ${id} is not in Slack: ${failure}`)
  const astray = files
    .filter(({ keptAt, inThread }) => keptAt && inThread)
    .map(({ id, slackId }) => ({ id, places: standing.filter((one) => one.files?.includes(slackId)) }))
    .filter(({ places }) => places.length !== 1 || !places[0]?.threadTs)
    .map(({ id, places }) => `file ${id} stands in ${places.filter(({ threadTs }) => threadTs).length} threads`)
  return [...twins.map(([name, all]) => `${name} is in Slack ${all.length} times`), ...lost, ...astray]
}

/** Texts of replies are all different, so that each names the agent's one intent. */
function replies(sent: { id: string; text: string }[], { messages }: Facts): string[] {
  const outbound = messages.filter(({ queuedAt }) => queuedAt)
  const twice = [...Map.groupBy(sent, ({ text }) => text)]
    .filter(([, times]) => times.length > 1)
    .map(([text, times]) => `“${text}” reached the customer ${times.length} times`)
  const denied = outbound
    .filter(({ text }) => sent.some((letter) => letter.text === text))
    .filter(({ sentAt, uncertainAt }) => !sentAt && !uncertainAt)
    .map(({ text, failure }) => `“${text}” reached the customer and is shown as failed or unsent: ${failure}`)
  const invented = outbound
    .filter(({ sentAt, text }) => sentAt && !sent.some((letter) => letter.text === text))
    .map(({ text }) => `“${text}” is shown as sent and never arrived`)
  return [...twice, ...denied, ...invented]
}
