import { createHmac } from 'node:crypto'
import type { Ground, Outlet } from '../outlet.ts'
import type { Letter } from '../world.ts'
import { author } from './author.ts'
import { answerGraph } from './graph.ts'
import { facebookId, graphTime, permalink } from './ids.ts'

export interface FacebookPage {
  id: string
  name: string
  token: string
  appSecret: string
}

/** The Lumen page on Facebook: comments under posts, reviews aside, and messages that a private reply opens. */
export function facebookPage(ground: Ground, page: FacebookPage): Outlet {
  const outlet: Outlet = {
    view: {
      id: 'facebook',
      network: 'facebook',
      name: page.name,
      handle: 'Facebook page',
      places: ['public', 'private'],
      can: { edit: ['public'], remove: ['public'], photo: ['public', 'private'] },
    },
    connect: {
      network: 'facebook',
      fields: { page: page.id, token: page.token, api: `${ground.origin}/sandbox/graph` },
    },
    address: 'graph',
    delivery(news, letter) {
      const entry = letter.place === 'private' ? messaging(ground, page, letter) : feed(ground, page, news, letter)
      const body = escapeLikeMeta(JSON.stringify({ object: 'page', entry: [entry] }))
      const signature = createHmac('sha256', page.appSecret).update(body).digest('hex')
      return {
        url: `${ground.origin}/webhooks/facebook`,
        body,
        headers: () => ({ 'x-hub-signature-256': `sha256=${signature}` }),
      }
    },
    answer: (request, response, path) => answerGraph(ground, outlet, page, request, response, path),
  }
  return outlet
}

function feed(ground: Ground, page: FacebookPage, news: string, letter: Letter) {
  const post = ground.state.posts.get(letter.post ?? '')
  const now = ground.now().epochMilliseconds
  const value = {
    from: author(ground, page, letter),
    post: {
      status_type: 'added_photos',
      is_published: true,
      updated_time: graphTime(post?.at ?? letter.at),
      permalink_url: permalink(ground, letter.post ?? ''),
      promotion_status: 'inactive',
      id: letter.post,
    },
    ...(news !== 'deleted' && letter.text && { message: letter.text }),
    ...(news !== 'deleted' && letter.picture && { photo: letter.picture }),
    post_id: letter.post,
    comment_id: letter.id,
    created_time: Math.floor((news === 'written' ? letter.at : now) / 1000),
    item: 'comment',
    parent_id: letter.inReplyTo ?? letter.post,
    verb: { written: 'add', edited: 'edited', deleted: 'remove' }[news],
  }
  return { id: page.id, time: Math.floor(now / 1000), changes: [{ value, field: 'feed' }] }
}

function messaging(ground: Ground, page: FacebookPage, letter: Letter) {
  const customer = { id: facebookId(letter.customer) }
  const us = { id: page.id }
  const ours = letter.from === 'us'
  const message = {
    mid: letter.id,
    ...(letter.text && { text: letter.text }),
    ...(letter.picture && { attachments: [{ type: 'image', payload: { url: letter.picture } }] }),
    ...(ours && { is_echo: true, app_id: 258_001_993_377 }),
  }
  return {
    id: page.id,
    time: ground.now().epochMilliseconds,
    messaging: [{ sender: ours ? us : customer, recipient: ours ? customer : us, timestamp: letter.at, message }],
  }
}

// Meta signs what it sends, and it sends non-ASCII and slashes escaped: whoever re-serialises gets another signature.
function escapeLikeMeta(json: string): string {
  return json
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
