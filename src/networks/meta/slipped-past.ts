/*
 * A conversation comes to the beginning of its list whenever something is said in it. Where that happens while the list's pages
 * are being turned, it leaves one that is still to be read for one that was: the sweep ends without it. The next one finds it,
 * since it has just moved, and must hear all that was said in it since before, also what no longer is news by then.
 */

interface Page {
  list: string
  since?: string
}

/** A list whose members come to its beginning when something is said in them. Posts and reviews stay where they are. */
export function moves({ list }: Page): boolean {
  return list === 'conversations'
}

/**
 * As many sweeps in a row are made up for. Where so much is said that none ever has but one page, each would else have to hear
 * everything again.
 */
const SWEEPS = 10

/**
 * How far back the sweeps turned the pages that something may have slipped past, the first of them first: what is said is heard
 * back to there. `unread`: pages of such a list that are left; earlier versions left them without a word on that.
 */
export function reach(earlier: string[], unread: Page[], from: Temporal.Instant): string[] {
  if (earlier.length > 0 || unread.length === 0) return earlier
  const back = [from, ...unread.flatMap(({ since }) => (since ? [Temporal.Instant.from(since)] : []))]
  return back.toSorted(Temporal.Instant.compare).slice(0, 1).map(String)
}

/** A first page that tells all of the list that is news was slipped past by nothing, and tells whatever slipped past before. */
export function reachAfter(earlier: string[], more: Page[], from: Temporal.Instant): string[] {
  return more.some(moves) ? [...earlier, from.toString()].slice(-SWEEPS) : []
}
