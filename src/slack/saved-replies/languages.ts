import { languageName } from '../../rules/language-name.ts'
import type { Choice } from '../inputs.ts'

/** A menu holds a hundred. */
const CODES =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ka kk ko lt lv mk ms nl no pl pt ro ru sk sl sq sr sv th tr uk ur uz vi zh'
const ANY = 'any'

export function languageChoices(): Choice[] {
  const known: Choice[] = CODES.split(' ').map((code) => [code, languageName(code)])
  return [[ANY, 'Any language'], ...known.sort(([, one], [, other]) => one.localeCompare(other))]
}

export function languageChosen(value: string | undefined): string | null {
  return value === undefined || value === ANY ? null : value
}
