import type { ListButton } from '../list-buttons.ts'

/** Said by an agent who goes away. */
export const keepMineButton: ListButton = {
  id: 'keep-mine',
  replaces: true,
  press: async () =>
    'Your tickets stay yours. What falls due meanwhile is told to those on duty. `/roost back` ends it.',
}
