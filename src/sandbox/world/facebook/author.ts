import type { Ground } from '../outlet.ts'
import type { Letter } from '../world.ts'
import { facebookId } from './ids.ts'
import type { FacebookPage } from './page.ts'

/** Who wrote a letter, as the Graph API says it. */
export function author(ground: Ground, page: FacebookPage, letter: Letter) {
  if (letter.from === 'us') return { id: page.id, name: page.name }
  const person = ground.state.customers.get(letter.customer)
  return { id: facebookId(letter.customer), name: person?.name ?? 'Facebook user' }
}
