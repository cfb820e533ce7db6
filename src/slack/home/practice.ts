import { actions, context, section } from '../blocks.ts'
import { textInput } from '../inputs.ts'
import type { ListButton } from '../list-buttons.ts'
import type { Words } from '../render/drawing.ts'
import { respond } from '../respond.ts'
import { cut, inert, oneLine } from '../text.ts'
import { showView, viewOf } from '../views.ts'
import { isWelcomed } from './welcomed.ts'

/**
 * A test ticket, by direct message: it looks and goes like one, and is nowhere but in that message. No row stands for it, so
 * no figure can count it, no clock runs on it, no colleague sees it, and nothing has to be cleared away; it works wherever
 * Roost does. Its button's value says the next step.
 */
export const practiceButton: ListButton = {
  id: 'practice',
  async press(deps, value, by, from) {
    const { client, db, now } = deps
    if (value === 'begin') {
      await client.chat.postMessage({ channel: by.slackId ?? '', ...unclaimed(), unfurl_links: false })
      await isWelcomed(db, by, now())
      return 'A test ticket waits for you under Messages, beside Home.'
    }
    if (value === 'reply') {
      const carry = { ticket: 0, at: Date.now(), url: from.responseUrl }
      await showView(deps, viewOf(replyModal, carry), from)
      return undefined
    }
    if (from.responseUrl)
      await respond(from.responseUrl, { replace_original: true, ...(value === 'close' ? closed() : claimed(by.name)) })
    return undefined
  },
  async submit(_deps, values, by, { carried }) {
    const text = values.text('reply').trim()
    if (!text) return { errors: { reply: 'Write something first. Nobody but you will read it.' } }
    if (typeof carried.url === 'string')
      await respond(carried.url, { replace_original: true, ...answered(by.name, text) })
    return undefined
  },
}

const CUSTOMER = 'Mira Petrova'
const SAYS = 'Where is my order #48213? It was due on Tuesday.'

const replyModal = {
  ...{ id: 'practice', title: 'Reply to Mira', submit: 'Send Reply' },
  blocks: [
    section('From your shop to @mira.p · private message, a test: nothing leaves Slack'),
    context(`*Mira*: ${SAYS}`),
    textInput({ id: 'reply', label: 'Reply', multiline: true, most: 1000, focus: true }),
  ],
}

function unclaimed(): Words {
  const hint = 'This is how a message from a customer looks. Press Claim, so that nobody else answers it too.'
  return card([], hint, { label: 'Claim', value: 'claim' })
}

function claimed(name: string): Words {
  const hint = 'Your colleagues see that on the card. Now press Reply: it is the only way to a customer.'
  return card([`*${inert(name)}* took this`], hint, { label: 'Reply', value: 'reply' })
}

function answered(name: string, text: string): Words {
  const said = `*${inert(name)}* replied: "${oneLine(text, 160)}" · Sent`
  return card([said], 'Mira would have it now. Press Close: your part is done.', { label: 'Close', value: 'close' })
}

function closed(): Words {
  const text = `Test ticket · ${CUSTOMER} · closed, resolved. That is all there is to it: real ones come into the channel.`
  return { text, blocks: [section(text)] }
}

function card(state: string[], hint: string, next: { label: string; value: string }): Words {
  return {
    text: cut(`Test ticket from ${CUSTOMER}: ${SAYS} ${hint}`, 3000),
    blocks: [
      section('*Test message to your shop*'),
      context(`*${CUSTOMER}*  @mira.p`),
      section(`> ${SAYS}`),
      ...state.map((line) => context(line)),
      actions('practice', [{ id: 'practice', ...next, primary: true }]),
      context(`_${hint}_`),
    ],
  }
}
