import { actions, section } from '../blocks.ts'
import type { Part } from './part.ts'

const WORDS = [
  'Each message from a customer becomes a card in a channel.',
  'Claim one, and it is yours: others see that at once.',
  'Reply opens a window that shows to whom you write; the thread under a card stays inside the team.',
]

/** Until an agent has tried it out, or says not to need to. */
export const welcome: Part = async ({ by }) => {
  if (by.welcomedAt) return []
  return [
    section(WORDS.join(' ')),
    actions('welcome', [
      { id: 'practice', label: 'Send Me a Test Ticket', value: 'begin', primary: true },
      { id: 'welcomed', label: 'I Know My Way', value: '' },
    ]),
  ]
}
