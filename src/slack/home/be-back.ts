import { beBack } from '../../tickets/away.ts'
import type { ListButton } from '../list-buttons.ts'

/** `/roost back`, on Home, which shows what one has anyway. */
export const beBackButton: ListButton = {
  id: 'be-back',
  async press({ db }, _value, by) {
    await beBack(db, by)
    return undefined
  },
}
