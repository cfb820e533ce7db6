import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

/** Most Latin letters weigh one, Chinese ones and emoji two, any link 23. */
export function weight(text: string): number {
  // 230 files, so it is loaded when the first reply on X is counted, not at each start.
  const twitter: typeof import('twitter-text') = load('twitter-text')
  return twitter.parseTweet(text).weightedLength
}
