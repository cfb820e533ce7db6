import type { KnownBlock } from '@slack/types'
import { PLACEHOLDERS, unknownIn } from '../../tickets/placeholders.ts'
import type { Wording } from '../../tickets/saved-reply.ts'
import { select, textInput } from '../inputs.ts'
import type { Values } from '../values.ts'
import { languageChoices, languageChosen } from './languages.ts'

const PLACES = PLACEHOLDERS.map((name) => `{${name}}`).join(', ')

/** What a saved reply is made of, in a modal. */
export function wordingInputs({ title = '', text = '', language = null }: Partial<Wording>): KnownBlock[] {
  return [
    textInput({
      ...{ id: 'title', label: 'Name', initial: title, most: 75, focus: title === '' },
      hint: 'What you look for in the Reply window, such as: Late delivery.',
    }),
    textInput({
      ...{ id: 'text', label: 'Text', initial: text, multiline: true, most: 3000 },
      hint: `Filled in for you: ${PLACES}. Where a name may be missing, write {first name|there}.`,
    }),
    select({ id: 'language', label: 'Language', choices: languageChoices(), initial: language ?? 'any' }),
  ]
}

/** What was typed, or what is wrong with it at its field. */
export function wordingIn(values: Values): { wording: Wording } | { errors: Record<string, string> } {
  const [title, text] = [values.text('title').replace(/\s+/g, ' ').trim(), values.text('text').trim()]
  const [slip] = unknownIn(text)
  if (!title) return { errors: { title: 'Give it a name.' } }
  if (!text) return { errors: { text: 'Write something first.' } }
  if (slip !== undefined) return { errors: { text: `There is no {${slip}}. What is filled in: ${PLACES}.` } }
  return { wording: { title, text, language: languageChosen(values.choice('language')) } }
}
