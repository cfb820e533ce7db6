import type { Given } from './fake.ts'
import { messaging, startMeta } from './meta.ts'

const own = { id: '17841400', name: 'lumen' }

export const start = (given: Given) =>
  startMeta(
    {
      ...{ name: 'instagram', object: 'instagram', own, fields: ['id=17841400'] },
      entry: (text, id) => messaging(own.id, text, `i_${id}`),
    },
    given,
  )
