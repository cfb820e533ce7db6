/** The words of a post, which comes as HTML: lines and paragraphs stay, links stand whole, all else goes. */
export function wordsOf(html: string): string {
  return html
    .replace(/<p class="quote-inline">(?:[^<]|<(?!\/?p[ >]))*<\/p>/g, '')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/p>\s*(?=<)/gi, '\n\n')
    .replace(/<li[^<>]*>/gi, '\n- ')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => characterOf(name.toLowerCase()) ?? whole)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const characters = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }))

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return characters.get(name)
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
