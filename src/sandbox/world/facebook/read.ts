import type { Ground } from '../outlet.ts'
import type { Letter, Post } from '../world.ts'
import { author } from './author.ts'
import { gone } from './graph-error.ts'
import { facebookId, graphTime, permalink } from './ids.ts'
import type { FacebookPage } from './page.ts'

/** What the connector reads: the page, its posts and comments, who wrote, and conversations. */
export function read(
  ground: Ground,
  page: FacebookPage,
  id: string,
  edge: string,
  given: Record<string, unknown>,
): object {
  if (edge === 'subscribed_apps') return { data: [{ id: '258001993377', name: 'Roost', subscribed_fields: ['feed'] }] }
  if (id === page.id && edge === 'feed') return { data: posts(ground, page) }
  if (id === page.id && (edge === 'tagged' || edge === 'ratings')) return { data: [] }
  if (id === page.id && edge === 'conversations') return { data: conversations(ground, page, given.user_id) }
  if (id === page.id || id === 'me') return { id: page.id, name: page.name, link: ground.origin, category: 'Shop' }
  const post = ground.state.posts.get(id)
  if (post) return showPost(ground, page, post)
  if (edge === 'comments') return { data: comments(ground, page, (one) => one.inReplyTo === id) }
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

function posts(ground: Ground, page: FacebookPage): object[] {
  const ours = ground.state.posts.all().sort((one, other) => other.at - one.at)
  return ours.map((post) => {
    const under = comments(ground, page, (one) => one.post === post.id)
    return { ...showPost(ground, page, post), comments: { data: under } }
  })
}

function comments(ground: Ground, page: FacebookPage, wanted: (letter: Letter) => boolean): object[] {
  return ground.state.letters
    .all()
    .filter((one) => one.place === 'public' && !one.deletedAt && wanted(one))
    .sort((one, other) => other.at - one.at)
    .slice(0, 50)
    .map((one) => showComment(ground, page, one))
}

function conversations(ground: Ground, page: FacebookPage, userId: unknown): object[] {
  const said = ground.state.letters.all().filter((one) => one.account === 'facebook' && one.place === 'private')
  return [...Map.groupBy(said, (one) => one.customer)]
    .filter(([customer]) => userId === undefined || facebookId(customer) === userId)
    .map(([customer, letters]) => showConversation(ground, page, customer, letters))
}

function showConversation(ground: Ground, page: FacebookPage, customer: string, letters: Letter[]): object {
  const latest = letters.sort((one, other) => other.at - one.at).slice(0, 25)
  const us = { id: page.id, name: page.name }
  const them = { id: facebookId(customer), name: ground.state.customers.get(customer)?.name }
  return {
    id: `t_${them.id}`,
    participants: { data: [them, us] },
    updated_time: graphTime(latest[0]?.at ?? 0),
    messages: {
      data: latest.map((one) => ({
        id: one.id,
        from: one.from === 'us' ? us : them,
        message: one.text,
        created_time: graphTime(one.at),
        ...(one.picture && {
          attachments: { data: [{ mime_type: 'image/png', image_data: { url: one.picture } }] },
        }),
      })),
    },
  }
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
