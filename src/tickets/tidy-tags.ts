/** In characters: Slack's menus offer each with room to spare. */
export const TAG_AT_MOST = 50

/** "Late  Delivery" and "late delivery" are one tag. */
export function tidyTags(tags: string[]): string[] {
  const written = tags.map((name) => name.trim().replace(/\s+/g, ' ').replace(/^#/, '').toLowerCase())
  return [...new Set(written.filter(Boolean))].sort()
}
