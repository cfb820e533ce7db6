import type { Fake, Given } from './fake.ts'
import { startMeta } from './meta.ts'

const own = { id: '585', name: 'Lumen' }

/** Comments know no window: what closes one is that somebody deletes it. */
export async function start(given: Given): Promise<Fake> {
  const page = await startMeta(
    {
      ...{ name: 'facebook', object: 'page', own, fields: ['page=585'] },
      entry: (message, id) => ({ changes: [{ field: 'feed', value: comment(message, id) }] }),
    },
    given,
  )
  return { ...page, becomes: (mood) => page.becomes(mood === 'closes windows' ? 'gone' : mood) }
}

function comment(message: string, id: string) {
  const post_id = '585_1'
  const from = { id: '9919030280298013', name: 'Mira Petrova' }
  const at = { created_time: Math.floor(Date.now() / 1000) }
  return { item: 'comment', verb: 'add', from, message, post_id, parent_id: post_id, comment_id: `1_${id}`, ...at }
}
