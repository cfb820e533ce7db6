import type { Post } from './payload.ts'

/** X shortens every link and escapes three characters; here both stand as they were written. */
export function wordsOf({
  text,
  note_tweet,
  entities,
}: Pick<Post, 'text' | 'entities'> & Partial<Pick<Post, 'note_tweet'>>) {
  const links = entities?.urls ?? []
  const whole = links.reduce(
    (words, { url, expanded_url }) => words.replaceAll(url, () => expanded_url ?? url),
    note_tweet?.text ?? text,
  )
  return whole.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** The names that X puts before an answer are for whom it is meant; they are not what was said. */
export function withoutNames(text: string): string {
  return text.replace(/^(@\w{1,15}\s+)+/, '')
}
