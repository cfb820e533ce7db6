/** "Late  Delivery" and "late delivery" are one tag. */
export function tidyTags(tags: string[]): string[] {
  const written = tags.map((name) => name.trim().replace(/\s+/g, ' ').replace(/^#/, '').toLowerCase())
  return [...new Set(written.filter(Boolean))].sort()
}
