import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { home, message, modal } from '../../src/sandbox/slack/block-kit.ts'
import { type Opened, open, social } from './open.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const words = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string) => ({ type: 'section', text: words(text) })
const button = (changes: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...changes })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const option = (text: string, value = text) => ({ text: plain(text), value })
const select = (changes: object) => actions({ type: 'static_select', action_id: 'pick', ...changes })
const input = (element: object) => ({ type: 'input', label: plain('Label'), element })
const view = (blocks: object[], changes: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Send'),
  blocks,
  ...changes,
})
const many = (count: number, make: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => make(index))

describe('what Slack takes, and one more, which it does not', () => {
  const cases: [string, object[], object[]][] = [
    ['50 blocks in a message', many(50, () => ({ type: 'divider' })), many(51, () => ({ type: 'divider' }))],
    ['3,000 characters in a section', [section('x'.repeat(3000))], [section('x'.repeat(3001))]],
    [
      '10 fields',
      [{ type: 'section', fields: many(10, () => words('x')) }],
      [{ type: 'section', fields: many(11, () => words('x')) }],
    ],
    [
      '2,000 characters in a field',
      [{ type: 'section', fields: [words('x'.repeat(2000))] }],
      [{ type: 'section', fields: [words('x'.repeat(2001))] }],
    ],
    ['a section with text', [section('x')], [{ type: 'section' }]],
    [
      '150 characters in a header',
      [{ type: 'header', text: plain('x'.repeat(150)) }],
      [{ type: 'header', text: plain('x'.repeat(151)) }],
    ],
    ['a plain header', [{ type: 'header', text: plain('x') }], [{ type: 'header', text: words('x') }]],
    [
      '10 elements in a context',
      [{ type: 'context', elements: many(10, () => words('x')) }],
      [{ type: 'context', elements: many(11, () => words('x')) }],
    ],
    [
      '25 elements in actions',
      [actions(...many(25, (n) => button({ action_id: `a${n}` })))],
      [actions(...many(26, (n) => button({ action_id: `a${n}` })))],
    ],
    [
      '75 characters on a button',
      [actions(button({ text: plain('x'.repeat(75)) }))],
      [actions(button({ text: plain('x'.repeat(76)) }))],
    ],
    [
      '2,000 characters in a button’s value',
      [actions(button({ value: 'x'.repeat(2000) }))],
      [actions(button({ value: 'x'.repeat(2001) }))],
    ],
    [
      '255 characters in an action id',
      [actions(button({ action_id: 'x'.repeat(255) }))],
      [actions(button({ action_id: 'x'.repeat(256) }))],
    ],
    [
      '255 characters in a block id',
      [{ type: 'divider', block_id: 'x'.repeat(255) }],
      [{ type: 'divider', block_id: 'x'.repeat(256) }],
    ],
    [
      '5 options in an overflow',
      [actions({ type: 'overflow', options: many(5, (n) => option(`${n}`)) })],
      [actions({ type: 'overflow', options: many(6, (n) => option(`${n}`)) })],
    ],
    [
      '100 options in a select',
      [select({ options: many(100, (n) => option(`${n}`)) })],
      [select({ options: many(101, (n) => option(`${n}`)) })],
    ],
    [
      '75 characters in an option',
      [select({ options: [option('x'.repeat(75), 'v')] })],
      [select({ options: [option('x'.repeat(76), 'v')] })],
    ],
    [
      '150 characters in an option’s value',
      [select({ options: [option('x', 'v'.repeat(150))] })],
      [select({ options: [option('x', 'v'.repeat(151))] })],
    ],
    ['options or groups', [select({ options: [option('x')] })], [select({})]],
    [
      '10 checkboxes',
      [actions({ type: 'checkboxes', options: many(10, (n) => option(`${n}`)) })],
      [actions({ type: 'checkboxes', options: many(11, (n) => option(`${n}`)) })],
    ],
    [
      'confirm words',
      [
        actions(
          button({
            confirm: { title: plain('x'.repeat(100)), text: words('x'), confirm: plain('Yes'), deny: plain('No') },
          }),
        ),
      ],
      [
        actions(
          button({
            confirm: { title: plain('x'.repeat(101)), text: words('x'), confirm: plain('Yes'), deny: plain('No') },
          }),
        ),
      ],
    ],
    [
      'an image with alternative text',
      [{ type: 'image', image_url: 'http://x.example/a.png', alt_text: 'x' }],
      [{ type: 'image', image_url: 'http://x.example/a.png' }],
    ],
    [
      'different block ids',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'b' },
      ],
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    ],
    [
      'different action ids in a block',
      [actions(button(), button({ action_id: 'other' }))],
      [actions(button(), button())],
    ],
    ['one table', [table(1)], [table(1), table(1)]],
    ['100 rows', [table(100)], [table(101)]],
    ['known properties', [section('x')], [{ ...section('x'), colour: 'red' }]],
    ['known types', [section('x')], [{ type: 'billboard', text: words('x') }]],
    ['blocks for messages', [section('x')], [{ type: 'alert', text: words('x') }]],
    [
      '12,000 characters in all',
      many(6, () => section('x'.repeat(2000))),
      [...many(6, () => section('x'.repeat(2000))), section('x')],
    ],
  ]
  test.each(cases)('%s', (_, good, bad) => {
    expect(message.safeParse(good).error).toBeUndefined()
    expect(message.safeParse(bad).success).toBe(false)
  })
})

describe('views', () => {
  const text = { type: 'plain_text_input', action_id: 'text' }
  const cases: [string, object, object][] = [
    [
      '24 characters in a title',
      view([], { title: plain('x'.repeat(24)) }),
      view([], { title: plain('x'.repeat(25)) }),
    ],
    [
      '24 characters on submit',
      view([], { submit: plain('x'.repeat(24)) }),
      view([], { submit: plain('x'.repeat(25)) }),
    ],
    ['100 blocks', view(many(100, () => ({ type: 'divider' }))), view(many(101, () => ({ type: 'divider' })))],
    [
      '3,000 characters of private metadata',
      view([], { private_metadata: 'x'.repeat(3000) }),
      view([], { private_metadata: 'x'.repeat(3001) }),
    ],
    [
      '255 characters in a callback id',
      view([], { callback_id: 'x'.repeat(255) }),
      view([], { callback_id: 'x'.repeat(256) }),
    ],
    ['an input needs a submit', view([input(text)]), { type: 'modal', title: plain('x'), blocks: [input(text)] }],
    [
      '3,000 characters at most in an input',
      view([input({ ...text, max_length: 3000 })]),
      view([input({ ...text, max_length: 3001 })]),
    ],
    [
      '150 characters in a placeholder',
      view([input({ ...text, placeholder: plain('x'.repeat(150)) })]),
      view([input({ ...text, placeholder: plain('x'.repeat(151)) })]),
    ],
    [
      '200 characters in an alert',
      view([{ type: 'alert', text: words('x'.repeat(200)) }]),
      view([{ type: 'alert', text: words('x'.repeat(201)) }]),
    ],
    ['tables belong elsewhere', view([section('x')]), view([table(1)])],
  ]
  test.each(cases)('%s', (_, good, bad) => {
    expect(modal.safeParse(good).error).toBeUndefined()
    expect(modal.safeParse(bad).success).toBe(false)
  })
  test('Home holds 100 blocks and tables, no alert', () => {
    expect(home.safeParse({ type: 'home', blocks: [...many(99, () => ({ type: 'divider' })), table(2)] }).success).toBe(
      true,
    )
    expect(home.safeParse({ type: 'home', blocks: many(101, () => ({ type: 'divider' })) }).success).toBe(false)
    expect(home.safeParse({ type: 'home', blocks: [{ type: 'alert', text: words('x') }] }).success).toBe(false)
  })
})

describe('over the wire', () => {
  let it: Opened
  beforeAll(async () => {
    it = await open()
  })
  afterAll(() => it.close())
  const refused = (blocks: object[]) =>
    it.app.client.apiCall('chat.postMessage', { channel: social, text: 'x', blocks }).catch((error) => error.data)

  test('a refusal points to the place', async () => {
    expect(await refused([section('x'), section('x'.repeat(3001))])).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]'] },
    })
    expect(await refused([{ type: 'billboard' }])).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] unsupported type: billboard [json-pointer:/blocks/0/type]'] },
    })
    expect(await refused([actions({ type: 'button', action_id: 'x' })])).toMatchObject({
      response_metadata: { messages: ['[ERROR] missing required field: text [json-pointer:/blocks/0/elements/0]'] },
    })
  })
  test('too much text in all has a name of its own', async () => {
    expect(await refused(many(7, () => section('x'.repeat(2000))))).toMatchObject({ error: 'msg_blocks_too_long' })
  })
  test('a bad view is an invalid argument', async () => {
    const error = await it.app.client
      .apiCall('views.open', { trigger_id: 'x', view: { type: 'modal' } })
      .catch((caught) => caught.data)
    expect(error).toMatchObject({ error: 'invalid_arguments' })
    expect(error.response_metadata.messages).toContain('[ERROR] missing required field: title [json-pointer:/view]')
  })
})

function table(rows: number) {
  return { type: 'table', rows: many(rows, () => [{ type: 'raw_text', text: 'x' }]) }
}
