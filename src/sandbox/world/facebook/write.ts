import { z } from 'zod'
import { attachedTo, type Ground, type Outlet } from '../outlet.ts'
import type { Letter } from '../world.ts'
import { GraphError, gone } from './graph-error.ts'
import { facebookId, newFacebookId } from './ids.ts'
import type { FacebookPage } from './page.ts'

const day = 24 * 60 * 60_000

const uploaded = z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Buffer) })

interface Scene {
  ground: Ground
  outlet: Outlet
  page: FacebookPage
}

/** What the connector does on the page: replies, messages, likes, hiding, deleting. */
export function write(scene: Scene, method: string, id: string, edge: string, given: Record<string, unknown>): object {
  const { ground, page } = scene
  if (edge === 'subscribed_apps') return { success: true }
  if (id === page.id && edge === 'messages') return sendMessage(scene, given)
  const letter = ground.state.letters.get(id)
  if (!letter || letter.deletedAt) throw gone(id)
  if (edge === 'comments') return comment(scene, letter, given)
  const now = ground.now().epochMilliseconds
  if (edge === 'likes') ground.state.letters.put(id, { ...letter, liked: method !== 'DELETE' })
  else if (method === 'DELETE') ground.state.letters.put(id, { ...letter, deletedAt: now })
  else if (given.is_hidden !== undefined) {
    ground.state.letters.put(id, { ...letter, hidden: String(given.is_hidden) === 'true' })
  } else if (given.message !== undefined) {
    ground.state.letters.put(id, { ...letter, text: String(given.message), editedAt: now })
  } else throw new GraphError(`(#100) Unsupported post request on ${id}/${edge}.`, 100, 33)
  return { success: true }
}

function comment({ ground, outlet }: Scene, parent: Letter, given: Record<string, unknown>): object {
  const text = String(given.message ?? '')
  const picture = uploaded.safeParse(given.source)
  if (text === '' && !picture.success) throw new GraphError('(#100) A message is required.', 100)
  if (text.length > 8000) throw new GraphError('(#100) The message is too long.', 100)
  const letter: Letter = {
    ...ours(ground, outlet, parent.customer, 'public'),
    id: `${parent.id.split('_')[0]}_${newFacebookId()}`,
    inReplyTo: parent.inReplyTo ?? parent.id,
    text,
    ...(picture.success && { attached: [attachedTo(ground, picture.data)] }),
    ...(parent.post && { post: parent.post }),
  }
  ground.receive(outlet, letter)
  return { id: letter.id }
}

function sendMessage({ ground, outlet }: Scene, given: Record<string, unknown>): object {
  const recipient = unpack(given.recipient)
  if (given.sender_action !== undefined) return { recipient_id: String(recipient.id) }
  const { text = '', attachment } = unpack(given.message)
  const file = uploaded.safeParse(given.filedata)
  const isFile = attachment !== undefined && file.success && text === ''
  if (!isFile && (text === '' || attachment))
    throw new GraphError('(#100) Either text or an attachment must be given.', 100)
  if (typeof text !== 'string') throw new GraphError('(#100) Message text is required.', 100)
  if (text.length > 2000)
    throw new GraphError('(#100) Length of param message[text] must be less than or equal to 2000', 100)
  const customer = recipient.comment_id
    ? fromComment(ground, String(recipient.comment_id))
    : fromId(ground, outlet, given, String(recipient.id))
  const letter: Letter = {
    ...ours(ground, outlet, customer, 'private'),
    id: `m_${newFacebookId()}`,
    text,
    ...(file.success && { attached: [attachedTo(ground, file.data)] }),
    ...(recipient.comment_id !== undefined && { inReplyTo: String(recipient.comment_id) }),
  }
  ground.receive(outlet, letter)
  return { recipient_id: facebookId(customer), message_id: letter.id }
}

function fromComment(ground: Ground, id: string): string {
  const letter = ground.state.letters.get(id)
  if (!letter || letter.deletedAt) throw gone(id)
  if (ground.state.letters.all().some((one) => one.place === 'private' && one.inReplyTo === id)) {
    throw new GraphError('(#10900) Activity already replied to', 10900)
  }
  if (ground.now().epochMilliseconds - letter.at > 7 * day) {
    throw new GraphError('(#10903) This user cannot reply to this activity', 10903)
  }
  return letter.customer
}

function fromId(ground: Ground, outlet: Outlet, given: Record<string, unknown>, id: string): string {
  const person = ground.state.customers.all().find((one) => facebookId(one.id) === id)
  if (!person) throw new GraphError('(#100) No matching user found', 100, 2018001)
  const last = ground.state.letters
    .all()
    .filter((one) => one.account === outlet.view.id && one.place === 'private' && one.customer === person.id)
    .filter((one) => one.from === 'customer')
    .reduce((latest, one) => Math.max(latest, one.at), 0)
  const window = given.tag === 'HUMAN_AGENT' ? 7 * day : day
  if (ground.now().epochMilliseconds - last > window) {
    throw new GraphError('(#10) This message is sent outside of allowed window.', 10, 2018278)
  }
  return person.id
}

function ours(ground: Ground, outlet: Outlet, customer: string, place: 'public' | 'private') {
  const at = ground.now().epochMilliseconds
  return { account: outlet.view.id, place, customer, from: 'us' as const, at, delivered: true }
}

function unpack(value: unknown): Record<string, unknown> {
  const object = typeof value === 'string' ? JSON.parse(value) : value
  return typeof object === 'object' && object !== null ? object : {}
}
