import { languageName } from '../../rules/language-name.ts'
import { asJson } from '../../settings/stored.ts'
import { textInput } from '../inputs.ts'
import type { Setting } from './setting.ts'

export const languages: Setting = {
  id: 'languages',
  title: 'Languages',

  rows: ({ team }) => [{ which: '', says: `The team reads ${named(team.languages)}.` }],

  typed: ({ team }) => ({ languages: team.languages.map(languageName).join(', ') }),

  inputs: (typed) => [
    textInput({
      id: 'languages',
      label: 'The team reads',
      hint: 'Such as: English, German. A card says so when a customer writes in another language.',
      initial: typed.languages,
      most: 300,
    }),
  ],

  change(typed, _which, { stored }) {
    const written = (typed.languages ?? '').split(/[,;\n]/).map((one) => one.trim())
    return { json: { ...asJson(stored.team), languages: written.filter(Boolean) }, path: [] }
  },

  preview: ({ languages }) => [
    `On cards of customers who write in something else than ${named(languages)}: “writes in …”.`,
  ],
}

function named(languages: string[]): string {
  return new Intl.ListFormat('en').format(languages.map(languageName))
}
