import { type Person, words } from '../desk.ts'
import type { Chance } from './chance.ts'
import type { Outside } from './outside.ts'

const PEOPLE: Person[] = ['grace', 'alan', 'ana']
const CUSTOMERS = ['mira', 'kenji', 'tomas', 'sofia', 'aylin', 'lukas', 'chloe', 'diego']

/** Customers write and agents answer, all at once; whatever meets a dead process is nobody's fault. */
export async function stir(around: Outside, by: Chance, round: number): Promise<void> {
  const customers = by.shuffled(CUSTOMERS)
  const post = (await around.sees()).posts[0]?.id
  await Promise.all([
    around.write({ text: `Round ${round}: is it open?`, customer: customers[0] }),
    around.write({ text: `Round ${round}: anyone?`, customer: customers[1] }),
    around.write({
      text: `Round ${round}: a comment`,
      customer: customers[2],
      account: 'facebook',
      place: 'public',
      post,
    }),
    around.write({
      text: `Round ${round}: a review`,
      customer: customers[3],
      account: 'shop-reviews',
      place: 'review',
    }),
    ...PEOPLE.slice(0, 2).map((as, number) => answer(around, by, `Answer ${round}.${number}`, as)),
  ])
}

/** Replies to any card, as one who did not look which. */
export async function answer(around: Outside, by: Chance, text: string, as: Person): Promise<void> {
  const all = await around.sees(as)
  const cards = all.messages.filter((one) =>
    one.blocks?.some((block: { block_id: string }) => block.block_id.startsWith('card/')),
  )
  if (cards.length === 0) return
  const card = by.oneOf(cards)
  const at = { in: 'message', channel: card.channel, ts: card.ts }
  const blockId = card.blocks.find((block: { block_id: string }) => block.block_id.startsWith('card/')).block_id
  for (const { id } of all.modals) await around.does('close', { id, all: true, state: {} }, as)
  await around.does('press', { at, blockId, actionId: 'reply', chosen: {}, state: {} }, as)
  if ((await around.sees(as)).modals.length === 0) return
  await around.submit({ Reply: text }, as)
  // A colleague has it, or the customer wrote meanwhile: it asks once more.
  const asked = (await around.sees(as)).modals.at(-1)
  if (asked && words(asked).includes('Send anyway?')) await around.submit({}, as)
}
