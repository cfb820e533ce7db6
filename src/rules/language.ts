import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { eld as Eld } from 'eld/extrasmall'

/** What is in no language: addresses, names with an @, hashtags. */
const NO_WORDS = /https?:\/\/\S+|[@#][\p{L}\p{N}_.·-]+/gu

/** Below this the detector is often wrong about a few words. */
const SURE = 0.7

/** In characters. */
const ENOUGH = 5000

/**
 * The language of a message, as ISO 639-1: `de`. Null when in doubt: a name, a laugh, a number, an emoji. Of those that are
 * written alike one stands for all: Serbian and Bosnian in Latin letters are told as `hr`, Indonesian as `ms`.
 */
export function languageOf(text: string): string | null {
  const found = detector().detect(text.slice(0, ENOUGH).replace(NO_WORDS, ' '))
  const score = found.getScores()[found.language] ?? 0
  return found.isReliable() && score >= SURE ? found.language : null
}

let eld: typeof Eld | undefined

/** Loaded with the first message: its tables take a tenth of a second, for which no start has to wait. */
function detector(): typeof Eld {
  eld ??= createRequire(import.meta.url)(fileURLToPath(import.meta.resolve('eld/extrasmall'))).eld as typeof Eld
  return eld
}

const ALIKE = [
  ['hr', 'sr', 'bs'],
  ['ms', 'id'],
  ['no', 'nb', 'nn'],
]

/** Whether somebody who reads these languages reads this one. */
export function isAmong(language: string, languages: readonly string[]): boolean {
  return languages.some((one) => alike(language).includes(one))
}

/** What whoever reads one of them reads as well. */
export function alike(language: string): readonly string[] {
  return ALIKE.find((group) => group.includes(language)) ?? [language]
}
