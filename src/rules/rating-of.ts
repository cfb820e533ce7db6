const DIGITS = ['12345', '١٢٣٤٥', '۱۲۳۴۵', '१२३४५', '一二三四五']
const FACES: [string[], number][] = [
  [['😡', '😠', '🤬', '👎', '😞', '😢'], 1],
  [['🙁', '☹', '😕'], 2],
  [['😐', '😑'], 3],
  [['🙂', '😊'], 4],
  [['😀', '😃', '😄', '😁', '😍', '🤩', '🥰', '👍', '❤', '🎉'], 5],
]

/** What an answer to a question from 1 to 5 says: a bare number, stars, or a face. Undefined: it says something else. */
export function ratingOf(text: string): number | undefined {
  const said = text.normalize('NFKC').trim()
  const stars = /^(?:⭐\uFE0F?\s?){1,5}$/u.test(said) ? [...said].filter((one) => one === '⭐').length : undefined
  if (stars) return stars
  const [, digit] = /^(\S)(?:\s*(?:\/\s*5|stars?|⭐\uFE0F?))?[!.\s]*$/u.exec(said) ?? []
  const place = digit && DIGITS.map((digits) => [...digits].indexOf(digit)).find((at) => at >= 0)
  if (typeof place === 'number') return place + 1
  const face = said.replaceAll(/[\uFE0F\u{1F3FB}-\u{1F3FF}\s]/gu, '')
  return FACES.find(([faces]) => faces.some((one) => face !== '' && face.replaceAll(one, '') === ''))?.[1]
}
