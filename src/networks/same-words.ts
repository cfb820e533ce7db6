/** Whether a network tells back what was said: blanks, the form of accents and an address’s scheme change on the way. */
export function sameWords(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/https?:\/\//gi, '')
    .replace(/\s+/g, ' ')
    .trim()
}
