const WITHOUT_LETTERS = /^[^\p{L}\p{N}]*$/u

/** Is this only a thank-you, such as "Thanks!!", "merci 🙏" or "❤️"? When in doubt it is not. */
export function isThanks(text: string, words: string[]): boolean {
  const said = text.trim().toLowerCase()
  if (said === '') return false
  if (WITHOUT_LETTERS.test(said)) return !/[?？؟]/.test(said)
  const rest = words
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word.toLowerCase(), ' '), said)
  return rest !== said && /^([^\p{L}\p{N}?？؟]|so much|a lot|very much|you)*$/u.test(rest)
}
