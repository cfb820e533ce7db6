import { buttons, otherButtons } from '../../src/slack/buttons/index.ts'
import { commands } from '../../src/slack/commands/index.ts'
import { listButtons } from '../../src/slack/list-buttons.ts'
import { EDIT } from '../../src/slack/settings/edit.ts'
import { settings } from '../../src/slack/settings/index.ts'
import { shortcuts } from '../../src/slack/shortcuts/index.ts'
import { nine } from '../company.ts'

const all = [...buttons, ...otherButtons]
/** Every window there is. */
export const modals = [...new Set([...all, ...listButtons].filter((one) => 'submit' in one).map(({ id }) => id)), EDIT]

/** Everything that is heard: each button, window, menu, shortcut and command, with numbers in all their places. */
export function* everything(slackId: string, own: number, named: number[]): Generator<object> {
  const user = { id: slackId }
  const container = { type: 'message', channel_id: 'C1', message_ts: '1.1' }
  for (const number of named) {
    const values = [`${number}`, `${own}/${number}`, `${number}/${number}`, `${number}/${number}/0`]
    for (const { id } of [...all, ...listButtons])
      for (const value of values) yield pressed(user, { action_id: id, value }, { container })
    for (const { id } of settings) yield pressed(user, { action_id: EDIT, value: `${id}/${number}` }, { container })
    for (const view of windows(number, own)) {
      yield { type: 'view_submission', user, view }
      yield { type: 'view_closed', user, view, is_cleared: false }
      yield {
        type: 'block_suggestion',
        user,
        view,
        action_id: 'saved-reply',
        block_id: 'saved-reply~0',
        value: 'foreign',
      }
      yield pressed(user, { action_id: 'reply', type: 'plain_text_input', value: 'typed' }, { view })
      for (const action of new Set(all.flatMap(({ choices = {} }) => Object.keys(choices))))
        yield pressed(
          user,
          { action_id: action, type: 'static_select', selected_option: { value: `${number}` } },
          { view },
        )
    }
  }
  // The message that holds the button is one of theirs, whatever its lines say.
  const theirs = { type: 'message', channel_id: 'C2', message_ts: '5.1' }
  for (const block_id of ['line', 'card'])
    for (const { id } of all)
      yield pressed(user, { action_id: id, value: `${own}`, block_id: `${block_id}/${own}` }, { container: theirs })
  for (const { id, on } of shortcuts)
    yield on === 'message'
      ? {
          type: 'message_action',
          callback_id: id,
          user,
          trigger_id: 't',
          channel: { id: 'C2' },
          message: { ts: '5.2', thread_ts: '5.1', text: 'Look' },
        }
      : { type: 'shortcut', callback_id: id, user, trigger_id: 't' }
  for (const { name } of commands)
    for (const text of [name, `${name} ${named[0]}`, `${name} words`])
      yield { command: '/roost', text, user_id: slackId, channel_id: 'C2', trigger_id: 't' }
  yield { type: 'event_callback', event: { type: 'app_home_opened', user: slackId, tab: 'home' } }
}

function pressed(user: object, action: object, where: object) {
  const actions = [{ type: 'button', block_id: 'x', action_ts: '1764000000.1', ...action }]
  return { type: 'block_actions', user, trigger_id: 't', actions, ...where }
}

/** Each window there is, opened on our ticket or on theirs, and holding their numbers wherever one can stand. */
function* windows(number: number, own: number) {
  const text = `${number}`
  const one = {
    ...{
      value: text,
      selected_option: { value: text },
      selected_options: [{ value: text }, { value: `${text}/${text}` }],
    },
    ...{ selected_user: 'UF', selected_users: ['UF'], selected_conversation: 'C2', selected_date: '2026-11-23' },
  }
  const names =
    'as channel come-back into language mine priority then to wake what where tags tickets from last until elsewhere name new-tags note note~0 reply reply~0 text title word words agent ticks/0 messages customer account'
  const values = Object.fromEntries(names.split(' ').map((name) => [name, { [name]: one }]))
  const blocks = [{ type: 'input', block_id: 'reply', element: { type: 'plain_text_input', action_id: 'reply' } }]
  const carry = {
    ...{
      at: 0,
      channel: 'C2',
      saved: number,
      savedAt: nine.toString(),
      seen: number,
      before: '',
      round: 0,
      which: text,
    },
    ...{
      tag: 'ours',
      ticks: ['ticks/0'],
      message: number,
      messageId: number,
      customer: number,
      replies: [number],
    },
    ...{ setting: settings[0]?.id ?? '', attached: [], length: 7, split: 'agent', savedReplies: [number] },
  }
  for (const callback_id of modals)
    for (const on of [own, number])
      yield {
        ...{ id: 'V1', type: 'modal', callback_id, blocks, state: { values } },
        private_metadata: JSON.stringify({ ...carry, ticket: on }),
      }
}
