import { randomBytes } from 'node:crypto'
import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { and, eq } from 'drizzle-orm'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import type { Post } from '../db/posts.ts'
import { posts } from '../db/schema.ts'
import type { Account } from '../networks/network.ts'
import { Refusal } from '../tickets/refusal.ts'
import { cardOf } from '../tickets/show-card.ts'
import { type AccountRow, ticketOf } from '../tickets/ticket.ts'
import { section } from './blocks.ts'
import type { Acting, Answer, Button, Modal, Press, Submission } from './buttons/button.ts'
import { buttons, otherButtons } from './buttons/index.ts'
import type { Networks } from './card-facts.ts'
import { type Draw, draw, type InPlace } from './draw.ts'
import { allFaces } from './faces.ts'
import { leaseOne } from './lease.ts'
import type { newestOnly } from './newest-only.ts'
import { withoutPictures } from './or-plainly.ts'
import type { Words } from './render/drawing.ts'
import { troubleOf } from './trouble.ts'
import { valuesOf } from './values.ts'
import { agentOf, type Who } from './who.ts'

export interface Pressing {
  db: Db
  workspaceId: string
  networks: Networks
  client: WebClient
  who: Who
  draw: Draw
  accountOf: (row: AccountRow) => Account
  paceTyping: ReturnType<typeof newestOnly>
  now: () => Temporal.Instant
  log: Logger
}

/** Where a press came from, and how to answer it. */
export interface From {
  slackId: string
  /** The message that holds the button; none inside a modal. */
  message?: { ts: string; channel: string; block: string }
  responseUrl?: string
  trigger: string
  /** The modal that holds the button, if one does. */
  view?: { id: string; carried: Carried }
}

export interface HeldView {
  id: string
  private_metadata: string
  state: { values: unknown }
}

type Carried = z.infer<typeof carried>

/**
 * What a modal keeps of where it was opened; ticket 0: it is about none. A `response_url` serves 30 minutes and five times:
 * we use three, within 25.
 */
const carried = z
  .object({
    ticket: z.number(),
    url: z.string().optional(),
    channel: z.string().optional(),
    /** The ts of the roll-up that holds the button: it is what is drawn in place. */
    rollUp: z.string().optional(),
    at: z.number(),
  })
  .loose()

export function carriedBy(view: { private_metadata: string }): Carried {
  return carried.parse(JSON.parse(view.private_metadata))
}

const all = new Map([...buttons, ...otherButtons].map((button) => [button.id, button]))

export function buttonNamed(id: string): Button | undefined {
  return all.get(id)
}

/** Does what a button says, then draws its card where it was pressed. A refusal is told; a bug gets an id. */
export async function press(deps: Pressing, button: Button, value: string, from: From): Promise<void> {
  const [number, ...rest] = value.split('/')
  const tell = teller(deps, from)
  await orTell(deps, tell, async () => {
    const by = await agentOf(deps.who, from.slackId)
    const ticket = await ticketOf(deps.db, deps.workspaceId, Number(number))
    const origin = await originOf(deps, ticket.id, from)
    const acting = { ...actingFor(deps), ticket, by, now: deps.now(), tell }
    const open = async (modal: Modal) => void (await showView(deps, viewOf(modal, { ...modal.carry, ...origin }), from))
    try {
      await button.press({ ...acting, rest, open } satisfies Press)
    } finally {
      await drawAfterwards(deps, ticket.id, origin)
    }
  })
}

/** Does what a modal says. What is refused stands in the modal, so that nothing typed is lost. */
export async function submit(
  deps: Pressing,
  button: Button,
  view: HeldView & { blocks: unknown[] },
  from: From,
): Promise<Answer> {
  const origin = carriedBy(view)
  const message = origin.channel ? { channel: origin.channel, ts: '', block: '' } : undefined
  const tell = teller(deps, { ...from, responseUrl: origin.url, message })
  try {
    const by = await agentOf(deps.who, from.slackId)
    const ticket = await ticketOf(deps.db, deps.workspaceId, origin.ticket)
    const acting = { ...actingFor(deps), ticket, by, now: deps.now(), tell }
    const answer = await button.submit?.({ ...acting, ...held(view) })
    if (!answer) await drawAfterwards(deps, ticket.id, origin)
    return answer
  } catch (error) {
    await drawAfterwards(deps, origin.ticket, origin)
    return { errors: { [firstInput(view.blocks)]: sentenceOf(deps, error) } }
  }
}

/** What a modal holds. */
export function held(view: HeldView): Omit<Submission, keyof Acting> {
  const carried = carriedBy(view)
  return {
    ...{ viewId: view.id, values: valuesOf(view.state.values), carried },
    again: (modal) => viewOf(modal, { ...carried, ...modal.carry }),
  }
}

/** Runs something for an agent: a `Refusal` is told word for word, a bug by an id that stands in the log as well. */
export async function orTell(deps: Pick<Pressing, 'log'>, tell: Tell, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    await tell(sentenceOf(deps, error)).catch((error) => deps.log.warn({ error }, 'An agent could not be told'))
  }
}

/** Runs what a modal asks for; what is refused or breaks stands at its first input. */
export async function orAtFirstInput(
  deps: Pick<Pressing, 'log'>,
  blocks: unknown[],
  run: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await run()
  } catch (error) {
    return { errors: { [firstInput(blocks)]: sentenceOf(deps, error) } }
  }
}

/** `in place`: of the message that holds the button. */
export type Tell = (words: string | Words, how?: 'in place') => Promise<void>

export function sentenceOf({ log }: Pick<Pressing, 'log'>, error: unknown): string {
  if (error instanceof Refusal) return error.message
  const id = randomBytes(3).toString('hex').slice(0, 4).toUpperCase()
  log.error({ error, id }, 'A press failed')
  return `Something broke on our side, not yours. Error ${id}. Nothing was sent.`
}

export function actingFor({ db, networks, workspaceId, who, accountOf }: Pressing) {
  return { db, networks, workspaceId, who, accountOf, allFaces }
}

/**
 * Through the `response_url` where there is one: it works in every channel, and costs no method's pace. A modal says it
 * itself, and from Home, where no message can be answered, a small window opens.
 */
export function teller(deps: Pressing, { responseUrl, message, slackId, view, trigger }: From): Tell {
  return async (words, how) => {
    if (view || (!message && trigger)) return void (await showView(deps, saying(words), { trigger, view }))
    const said = typeof words === 'string' ? { text: words } : words
    const body = { response_type: 'ephemeral', replace_original: how === 'in place', ...said }
    if (responseUrl && (await respond(responseUrl, body))) return
    if (message) await deps.client.chat.postEphemeral({ channel: message.channel, user: slackId, ...said })
  }
}

function saying(words: string | Words): ModalView {
  const blocks = typeof words === 'string' ? [section(words)] : words.blocks
  return viewOf({ id: 'said', title: 'Roost', blocks }, { ticket: 0, at: 0 })
}

export async function respond(url: string, body: object): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(2500),
  }).catch(() => undefined)
  return answer?.ok ?? false
}

/** A press on a card that has moved, or on a twin, is told where the live one stands. */
async function originOf(deps: Pressing, ticketId: number, from: From): Promise<Carried> {
  if (from.view) return { ...from.view.carried, ticket: ticketId }
  const at = Date.now()
  if (from.message?.block.startsWith('line/'))
    return { ticket: ticketId, at, url: from.responseUrl, channel: from.message.channel, rollUp: from.message.ts }
  if (!from.message?.block.startsWith('card/')) return { ticket: ticketId, at, channel: from.message?.channel }
  const card = await cardOf(deps.db, { id: ticketId, workspaceId: deps.workspaceId })
  if (card?.ts && card.ts !== from.message.ts) {
    const link = await deps.draw.permalink(card)
    throw new Refusal(`This card has moved; the live one is ${link ? `<${link}|here>` : 'further down'}.`)
  }
  return { ticket: ticketId, at, url: from.responseUrl, channel: from.message.channel }
}

/** Opens a modal, or takes the place of the one that holds the button. Answers its id. */
export async function showView(
  { client }: Pick<Pressing, 'client'>,
  view: ModalView,
  from: { trigger: string; view?: { id: string } },
): Promise<string> {
  const show = (view: ModalView) =>
    from.view
      ? client.views.update({ view_id: from.view.id, view })
      : client.views.open({ trigger_id: from.trigger, view })
  const answer = await show(view).catch((error) => {
    // Slack looks through a file before it shows it, and takes a moment for that.
    const blocks = troubleOf(error).is === 'refused' ? withoutPictures(view.blocks) : undefined
    if (!blocks) throw error
    return show({ ...view, blocks })
  })
  return answer.view?.id ?? from.view?.id ?? ''
}

export function viewOf({ id, title, submit, blocks, tellsWhenClosed }: Modal, carry: Carried): ModalView {
  return {
    type: 'modal',
    callback_id: id,
    title: plain(title),
    close: plain(submit ? 'Cancel' : 'Done'),
    ...(submit ? { submit: plain(submit) } : {}),
    ...(tellsWhenClosed ? { notify_on_close: true } : {}),
    private_metadata: JSON.stringify(carry),
    blocks,
  }
}

function plain(text: string) {
  return { type: 'plain_text' as const, text: text.length > 24 ? `${text.slice(0, 23)}…` : text, emoji: false }
}

const URL_SERVES = 25 * 60_000

/** By the worker's own function, under the same lease; leased, expired or refused, the worker does it. */
export async function drawAfterwards(
  deps: Pressing,
  ticketId: number,
  { url, at, channel, rollUp }: Carried,
): Promise<void> {
  if (!url || Date.now() - at > URL_SERVES) return
  const post = rollUp
    ? await rollUpAt(deps, channel ?? '', rollUp)
    : await cardOf(deps.db, { id: ticketId, workspaceId: deps.workspaceId })
  if (!post?.ts || post.rollUpId) return
  const leased = await leaseOne(deps.db, post.id)
  if (!leased) return
  const inPlace: InPlace = async (words) => {
    if (!(await respond(url, { replace_original: true, ...words }))) throw new Error('The response_url was refused')
  }
  await draw(deps.draw, leased, inPlace)
}

async function rollUpAt({ db }: Pressing, channelId: string, ts: string): Promise<Post | undefined> {
  const [found] = await db
    .select()
    .from(posts)
    .where(and(eq(posts.channelId, channelId), eq(posts.ts, ts), eq(posts.kind, 'roll-up')))
  return found
}

function firstInput(blocks: unknown[]): string {
  const inputs = z.array(z.object({ type: z.string(), block_id: z.string() }).loose()).safeParse(blocks)
  return inputs.data?.find(({ type }) => type === 'input')?.block_id ?? ''
}
