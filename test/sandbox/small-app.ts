import type { App, BlockAction } from '@slack/bolt'
import type { KnownBlock, ModalView } from '@slack/types'
import { social } from './open.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() })
const button = (action_id: string, label: string) => ({ type: 'button' as const, action_id, text: plain(label) })

/** A small app with a card, a form of every input, a Home and a command, for the page's tests. */
export function makeSmall(app: App) {
  app.action('claim', async ({ ack, body, respond }) => {
    await ack()
    await respond({ replace_original: true, text: 'Claimed', blocks: card(`<@${body.user.id}> took this`, false) })
  })
  app.action('tag', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'Ana took this 4 seconds ago.' })
  })
  app.action('more', async ({ ack, respond, body }) => {
    await ack()
    const [action] = (body as BlockAction).actions
    await respond({ text: action?.type === 'overflow' ? `You chose ${action.selected_option.text.text}` : '' })
  })
  app.action('reply', async ({ ack, body, client }) => {
    await client.views.open({ trigger_id: (body as BlockAction).trigger_id, view: form })
    await ack()
  })
  app.options('order', async ({ ack, payload }) => ack({ options: [option(`Order ${payload.value}`)] }))
  app.view('form', async ({ ack, view, client, body }) => {
    const text = view.state.values.reply?.text?.value ?? ''
    if (text.startsWith('Too long')) return ack({ response_action: 'errors', errors: { reply: 'Shorten by 212.' } })
    await ack()
    const summary = Object.values(view.state.values)
      .flatMap((actions) => Object.values(actions))
      .map(words)
    await client.chat.postMessage({ channel: social, text: `<@${body.user.id}> sent: ${summary.join(' / ')}` })
  })
  app.command('/roost', async ({ ack, command }) => ack(`You said *${command.text}*`))
  app.shortcut('make_ticket', async ({ ack }) => ack())
  app.message(async () => {})
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks: KnownBlock[] = [
      { type: 'header', text: plain('Your tickets') },
      { type: 'actions', elements: [button('claim', 'Claim Next')] },
    ]
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
  })
}

export function card(status: string, isOpen = true): KnownBlock[] {
  const claim = { ...button('claim', 'Claim'), style: 'primary' as const }
  return [
    { type: 'section', text: { type: 'mrkdwn', text: '*Facebook comment to Lumen · #1042*' } },
    { type: 'section', text: { type: 'mrkdwn', text: '> Where is my order? &lt;!channel&gt; :tada:' } },
    { type: 'context', elements: [{ type: 'mrkdwn', text: `${status} · <!date^1774000000^Reply by {time}|soon>` }] },
    {
      type: 'actions',
      elements: [
        ...(isOpen ? [claim] : []),
        button('reply', 'Reply'),
        button('tag', 'Tag'),
        { type: 'overflow', action_id: 'more', options: ['Snooze…', 'Add Note…', 'Everything Else…'].map(option) },
      ],
    },
  ]
}

const input = (block_id: string, label: string, element: object, more: object = {}) =>
  ({
    type: 'input',
    block_id,
    label: plain(label),
    element: { action_id: block_id === 'reply' ? 'text' : block_id, ...element },
    ...more,
  }) as KnownBlock

const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Reply to Mira'),
  submit: plain('Send Reply'),
  close: plain('Cancel'),
  blocks: [
    input(
      'reply',
      'Reply',
      { type: 'plain_text_input', multiline: true, max_length: 80 },
      { hint: plain('Up to 80 characters.') },
    ),
    input('where', 'Where', {
      type: 'radio_buttons',
      options: ['Public', 'Private'].map(option),
      initial_option: option('Public'),
    }),
    input('then', 'Then', { type: 'checkboxes', options: ['Close', 'Like'].map(option) }, { optional: true }),
    input('priority', 'Priority', { type: 'static_select', options: ['Urgent', 'High', 'Normal', 'Low'].map(option) }),
    input(
      'tags',
      'Tags',
      { type: 'multi_static_select', options: ['Late delivery', 'Login', 'Refund'].map(option) },
      { optional: true },
    ),
    input('order', 'Order', { type: 'external_select', min_query_length: 2 }, { optional: true }),
    input('who', 'Colleague', { type: 'users_select' }, { optional: true }),
    input('channel', 'Channel', { type: 'channels_select' }, { optional: true }),
    input('date', 'Date', { type: 'datepicker' }, { optional: true }),
    input('time', 'Time', { type: 'timepicker' }, { optional: true }),
    input('count', 'Amount', { type: 'number_input', is_decimal_allowed: false }, { optional: true }),
    input('mail', 'Mail', { type: 'email_text_input' }, { optional: true }),
  ],
}

// What each input held, in a word.
function words(held: object): string {
  const { type: _, ...rest } = held as Record<string, unknown>
  const [value] = Object.values(rest)
  const texts = [value]
    .flat()
    .map((one) => (typeof one === 'object' && one !== null && 'value' in one ? one.value : one))
  return texts.join('+') || '-'
}
