import { inOrder } from '../db/in-order.ts'
import type { Post } from '../db/posts.ts'
import { Refusal } from '../tickets/refusal.ts'
import { ticketOf } from '../tickets/ticket.ts'
import { ticketWithCard } from '../tickets/ticket-with-card.ts'
import type { Acting, Answer, Button, Modal, Press, Submission } from './buttons/button.ts'
import { buttons, otherButtons } from './buttons/index.ts'
import { allFaces } from './faces.ts'
import { type Carried, carriedBy, drawInPlace } from './in-place.ts'
import type { From, HeldView, Pressing } from './pressing.ts'
import { firstInput, orTell, saidLater, sentenceOf, teller } from './tell.ts'
import { valuesOf } from './values.ts'
import { showView, viewOf } from './views.ts'
import { agentOf } from './who.ts'

const all = new Map([...buttons, ...otherButtons].map((button) => [button.id, button]))

export function buttonNamed(id: string): Button | undefined {
  return all.get(id)
}

/** What is left to do once Slack has its ack: say what is to be said, and draw the card where it was pressed. */
export type Afterwards = () => Promise<void>

/** Does what a button says. A refusal is told; a bug gets an id. */
export async function press(deps: Pressing, button: Button, value: string, from: From): Promise<Afterwards> {
  const [number, ...rest] = value.split('/')
  const { later: tell, say: sayIt } = saidLater(deps, teller(deps, from))
  let pressedOn: Carried | undefined
  await orTell(deps, tell, async () => {
    // Whoever may not press hears that before anything else.
    const [by, { ticket, card }] = await inOrder([
      agentOf(deps.who, from.slackId),
      ticketWithCard(deps.db, deps.workspaceId, Number(number)),
    ])
    const origin = await originOf(deps, ticket.id, card, from)
    pressedOn = origin
    let shown = false
    const open = async (modal: Modal) => {
      shown = true
      await showView(deps, viewOf(modal, { ...modal.carry, ...origin }), from)
    }
    const say: typeof tell = async (words, how) => {
      shown = true
      await tell(words, how)
    }
    const acting = { ...actingFor(deps), ticket, by, now: deps.now(), tell: say }
    await button.press({ ...acting, rest, open } satisfies Press)
    const held = from.view && all.get(from.view.of)
    // A window that is only read shows the ticket as it is now.
    if (held && !held.submit && !shown)
      await held.press({ ...acting, ticket: await ticketOf(deps.db, deps.workspaceId, ticket.id), rest: [], open })
  })
  return async () => void (await Promise.all([sayIt(), pressedOn && drawInPlace(deps, pressedOn)]))
}

/** Does what a modal says. What is refused stands in the modal, so that nothing typed is lost. */
export async function submit(
  deps: Pressing,
  button: Button,
  view: HeldView & { blocks: unknown[] },
  from: From,
): Promise<{ answer: Answer; afterwards?: Afterwards }> {
  const origin = carriedBy(view)
  const message = origin.channel ? { channel: origin.channel, ts: '', block: '' } : undefined
  const { later: tell, say } = saidLater(deps, teller(deps, { ...from, responseUrl: origin.url, message }))
  const afterwards = async () => void (await Promise.all([say(), drawInPlace(deps, origin)]))
  try {
    const [by, ticket] = await inOrder([
      agentOf(deps.who, from.slackId),
      ticketOf(deps.db, deps.workspaceId, origin.ticket),
    ])
    const acting = { ...actingFor(deps), ticket, by, now: deps.now(), tell }
    const answer = await button.submit?.({ ...acting, ...held(view) })
    return { answer, afterwards: answer ? say : afterwards }
  } catch (error) {
    return { answer: { errors: { [firstInput(view.blocks)]: sentenceOf(deps, error) } }, afterwards }
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

/** What every verb is given. */
export function actingFor({ db, networks, workspaceId, who, accountOf, customerUrl }: Pressing) {
  return { db, networks, workspaceId, who, accountOf, customerUrl, allFaces }
}

/** A press on a card that has moved, or on a twin, is told where the live one stands. */
async function originOf(deps: Pressing, ticketId: number, card: Post | null, from: From): Promise<Carried> {
  if (from.view) return { ...from.view.carried, ticket: ticketId }
  const at = Date.now()
  if (from.message?.block.startsWith('line/'))
    return { ticket: ticketId, at, url: from.responseUrl, channel: from.message.channel, rollUp: from.message.ts }
  if (!from.message?.block.startsWith('card/')) return { ticket: ticketId, at, channel: from.message?.channel }
  if (card?.ts && card.ts !== from.message.ts) {
    const link = await deps.draw.permalink(card)
    throw new Refusal(`This card has moved; the live one is ${link ? `<${link}|here>` : 'further down'}.`)
  }
  return { ticket: ticketId, at, url: from.responseUrl, channel: from.message.channel, ts: from.message.ts }
}
