import type { Given } from './fake.ts'
import { messaging, startMeta } from './meta.ts'

const own = { id: '584', name: 'Lumen' }

export const start = (given: Given) =>
  startMeta(
    {
      ...{ name: 'messenger', object: 'page', own, fields: ['page=584'] },
      entry: (text, id) => messaging(own.id, text, `m_${id}`),
    },
    given,
  )
