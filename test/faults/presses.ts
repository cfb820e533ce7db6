import type { Person } from '../desk.ts'
import type { Chance } from './chance.ts'
import { SURELY_DONE } from './history.ts'
import type { Call, Outside } from './outside.ts'

/** What an agent asked of a ticket, and by when Slack had its ack. */
export interface Asked {
  slackId: string
  ticket: number
  verb: string
  /** What was written in its modal. */
  text: string
  /** Milliseconds since 1970. */
  from: number
  /** Infinite where no ack came: its process died, before it was done or after. */
  to: number
  acked: boolean
}

const VERBS = ['claim', 'claim', 'claim', 'release', 'release', 'tag', 'note', 'reply', 'close', 'reopen', 'reopen']
const FIELDS: Record<string, string> = { tag: 'New tags', note: 'Note', reply: 'Reply' }
/** Those that came last are worked on, and all at once. */
const NEWEST = 5

/** Presses anything on any of the newest cards, whatever it shows by the time the press arrives. */
export async function pressesAnything(around: Outside, by: Chance, as: Person, text: string): Promise<void> {
  const cards = (await around.sees()).messages.flatMap((message) => {
    const block = message.blocks?.find((one: { block_id: string }) => one.block_id.startsWith('card/'))
    return block ? [{ message, block }] : []
  })
  if (cards.length === 0) return
  const { message, block } = by.oneOf(cards.slice(-NEWEST))
  const menu = block.elements.find((one: { action_id: string }) => one.action_id === 'more')
  for (const verb of by.shuffled(VERBS)) {
    const button = block.elements.some((one: { action_id: string }) => one.action_id === verb)
    const option = menu?.options.find((one: { value: string }) => one.value.startsWith(`${verb}:`))
    if (!button && !option) continue
    const at = { in: 'message', channel: message.channel, ts: message.ts }
    const chosen = button ? {} : { type: 'overflow', selected_option: option }
    const given = { at, blockId: block.block_id, actionId: button ? verb : 'more', chosen, state: {} }
    await around.does('press', given, as)
    const field = FIELDS[verb]
    return field ? fills(around, as, field, text) : undefined
  }
}

async function fills(around: Outside, as: Person, field: string, text: string): Promise<void> {
  const { modals } = await around.sees(as)
  const modal = modals.at(-1)
  const inputs: { label?: { text: string } }[] = modal?.view.blocks ?? []
  // The first tag of all is asked for by another label.
  const label = [field, 'Tags'].find((one) => inputs.some((input) => input.label?.text === one))
  if (label) await around.submit({ [label]: text }, as)
  // A colleague has it: this one thinks better of it.
  for (const { id } of (await around.sees(as)).modals) await around.does('close', { id, all: true, state: {} }, as)
}

export function askedIn(calls: Call[]): Asked[] {
  return calls.flatMap((call) => {
    if (call.path !== '/slack/events') return []
    const { type, user, actions, view } = JSON.parse(new URLSearchParams(call.body).get('payload') ?? '{}')
    const { answer, took = Number.POSITIVE_INFINITY } = call
    const from = performance.timeOrigin + call.at
    const surely = type === 'view_submission' || took < SURELY_DONE
    const acked = answer?.status === 200 && answer.body === '' && surely
    const shared = {
      slackId: user.id,
      from,
      to: answer?.status === 200 ? from + took : Number.POSITIVE_INFINITY,
      acked,
    }
    if (type === 'view_submission') {
      const { ticket } = JSON.parse(view.private_metadata)
      return { ...shared, ticket, verb: view.callback_id, text: written(view.state.values, view.callback_id) }
    }
    const [action] = actions ?? []
    const [menu, rest] = action?.selected_option?.value.split(':') ?? []
    const verb = menu ?? action?.action_id
    // The press that only opens a modal asks for nothing yet.
    if (type !== 'block_actions' || verb in FIELDS || !VERBS.includes(verb)) return []
    return { ...shared, ticket: Number((rest ?? action.value).split('/')[0]), verb, text: '' }
  })
}

function written(values: Record<string, Record<string, { value?: string }>>, verb: string): string {
  const own = verb === 'tag' ? /^new-tags/ : new RegExp(`^${verb}`)
  const inputs = Object.values(values).flatMap((input) => Object.entries(input))
  return inputs.find(([id]) => own.test(id))?.[1].value ?? ''
}
