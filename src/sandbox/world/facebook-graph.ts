import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../read-body.ts'
import { author, type FacebookPage, facebookId, graphTime, newFacebookId, permalink } from './facebook.ts'
import type { Ground, Outlet } from './outlet.ts'
import { underWeather } from './under-weather.ts'
import type { Letter, Post } from './world.ts'

const day = 24 * 60 * 60_000

class GraphError extends Error {
  code: number
  subcode: number | undefined
  constructor(message: string, code: number, subcode?: number) {
    super(message)
    this.code = code
    this.subcode = subcode
  }
}

/** The part of Meta's Graph API that a Facebook connector needs. */
export async function answerGraph(
  ground: Ground,
  outlet: Outlet,
  page: FacebookPage,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) {
  const given = await parametersOf(request)
  const [id = '', edge = ''] = path.replace(/^v\d+\.\d+\//, '').split('/')
  const act = () => {
    if (given.access_token !== page.token) throw new GraphError('Invalid OAuth access token.', 190)
    if (request.method === 'GET') return read(ground, page, id, edge)
    return change({ ground, outlet, page }, request.method ?? '', id, edge, given)
  }
  await underWeather(ground.state, request, response, refusal, () => {
    try {
      return { status: 200, body: act() }
    } catch (error) {
      if (error instanceof GraphError) return { status: 400, body: shown(error) }
      throw error
    }
  })
}

async function parametersOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = (await readBody(request)).toString()
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams)
  const isJson = request.headers['content-type']?.startsWith('application/json')
  const fields = isJson ? JSON.parse(body || '{}') : Object.fromEntries(new URLSearchParams(body))
  const bearer = request.headers.authorization?.match(/^(?:Bearer|OAuth) (.+)$/)?.[1]
  return { ...(bearer && { access_token: bearer }), ...query, ...fields }
}

function read(ground: Ground, page: FacebookPage, id: string, edge: string): object {
  if (edge === 'subscribed_apps') return { data: [{ id: '258001993377', name: 'Roost', subscribed_fields: ['feed'] }] }
  // What its webhooks bring is never lost here, so there is nothing to catch up on.
  if (['feed', 'tagged', 'ratings', 'conversations'].includes(edge)) return { data: [] }
  if (id === page.id || id === 'me') return { id: page.id, name: page.name, link: ground.origin, category: 'Shop' }
  const post = ground.state.posts.get(id)
  if (post) return showPost(ground, page, post)
  const letter = ground.state.letters.get(id)
  if (letter && !letter.deletedAt) return showComment(ground, page, letter)
  const person = ground.state.customers.all().find((one) => facebookId(one.id) === id)
  if (person) {
    const [first, ...rest] = person.name.split(' ')
    const picture = `${ground.origin}/sandbox/avatars/${person.id}.svg`
    return { id, name: person.name, first_name: first, last_name: rest.join(' '), profile_pic: picture }
  }
  throw gone(id)
}

interface Scene {
  ground: Ground
  outlet: Outlet
  page: FacebookPage
}

function change(scene: Scene, method: string, id: string, edge: string, given: Record<string, unknown>): object {
  const { ground, page } = scene
  if (edge === 'subscribed_apps') return { success: true }
  if (id === page.id && edge === 'messages') return sendMessage(scene, given)
  const letter = ground.state.letters.get(id)
  if (!letter || letter.deletedAt) throw gone(id)
  if (edge === 'comments') return comment(scene, letter, String(given.message ?? ''))
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

function comment({ ground, outlet }: Scene, parent: Letter, text: string): object {
  if (text === '') throw new GraphError('(#100) A message is required.', 100)
  if (text.length > 8000) throw new GraphError('(#100) The message is too long.', 100)
  const letter: Letter = {
    ...ours(ground, outlet, parent.customer, 'public'),
    id: `${parent.id.split('_')[0]}_${newFacebookId()}`,
    inReplyTo: parent.inReplyTo ?? parent.id,
    text,
    ...(parent.post && { post: parent.post }),
  }
  ground.receive(outlet, letter)
  return { id: letter.id }
}

function sendMessage({ ground, outlet }: Scene, given: Record<string, unknown>): object {
  const recipient = unpack(given.recipient)
  const { text } = unpack(given.message)
  if (typeof text !== 'string' || text === '') throw new GraphError('(#100) Message text is required.', 100)
  if (text.length > 2000)
    throw new GraphError('(#100) Length of param message[text] must be less than or equal to 2000', 100)
  const customer = recipient.comment_id
    ? fromComment(ground, String(recipient.comment_id))
    : fromId(ground, outlet, given, String(recipient.id))
  const letter: Letter = {
    ...ours(ground, outlet, customer, 'private'),
    id: `m_${newFacebookId()}`,
    text,
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

function showPost(ground: Ground, page: FacebookPage, post: Post): object {
  return {
    id: post.id,
    message: post.text,
    from: { id: page.id, name: page.name },
    created_time: graphTime(post.at),
    permalink_url: permalink(ground, post.id),
    ...(post.picture && { full_picture: post.picture }),
  }
}

function showComment(ground: Ground, page: FacebookPage, letter: Letter): object {
  return {
    id: letter.id,
    message: letter.text,
    from: author(ground, page, letter),
    created_time: graphTime(letter.at),
    permalink_url: permalink(ground, letter.id),
    is_hidden: letter.hidden ?? false,
    can_reply_privately: true,
    ...(letter.inReplyTo && { parent: { id: letter.inReplyTo } }),
    ...(letter.picture && { attachment: { type: 'photo', media: { image: { src: letter.picture } } } }),
  }
}

function gone(id: string): GraphError {
  return new GraphError(`Unsupported request. Object with ID '${id}' does not exist.`, 100, 33)
}

function shown({ message, code, subcode }: GraphError): object {
  return {
    error: { message, type: 'OAuthException', code, ...(subcode && { error_subcode: subcode }), fbtrace_id: 'Sandbox' },
  }
}

const refusal = {
  status: 400,
  body: shown(new GraphError('(#368) The action attempted has been deemed abusive or is otherwise disallowed', 368)),
}
