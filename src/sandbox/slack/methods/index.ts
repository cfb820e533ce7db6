import type { Method } from '../method.ts'
import { auth } from './auth.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import { reactions } from './reactions.ts'
import { users } from './users.ts'
import { views } from './views.ts'

/** Every Web API method the stand-in knows; any other is `unknown_method`. */
export const methods: Record<string, Method> = {
  ...auth,
  ...chat,
  ...conversations,
  ...files,
  ...reactions,
  ...users,
  ...views,
}
