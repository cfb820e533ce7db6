import { suggestedQuestion } from '../../settings/satisfaction.ts'
import { asJson } from '../../settings/stored.ts'
import { textInput } from '../inputs.ts'
import { inert } from '../text.ts'
import type { Setting } from './setting.ts'

export const satisfaction: Setting = {
  id: 'satisfaction',
  title: 'Satisfaction',

  rows: ({ team }) => [
    { which: '', says: team.satisfaction ? `Customers are asked: ${inert(team.satisfaction)}` : 'Nobody is asked.' },
  ],

  typed: ({ team }) => ({ satisfaction: team.satisfaction ?? 'off' }),

  inputs: (typed) => [
    textInput({
      id: 'satisfaction',
      label: 'Ask the customer',
      hint: `Write off, or the question, such as: ${suggestedQuestion}`,
      initial: typed.satisfaction,
      multiline: true,
      most: 500,
    }),
  ],

  change: (typed, _which, { stored }) => ({
    json: { ...asJson(stored.team), satisfaction: typed.satisfaction },
    path: [],
  }),

  preview: ({ satisfaction: question }) => [
    question
      ? `Five minutes after a ticket is resolved in private, its customer gets “${inert(question)}”, at most once in 30 days. A number from 1 to 5, or a face, is the answer.`
      : 'Nobody is asked.',
  ],
}
