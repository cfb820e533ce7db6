import twitter from 'twitter-text'

/** Most Latin letters weigh one, Chinese ones and emoji two, any link 23. */
export function weight(text: string): number {
  return twitter.parseTweet(text).weightedLength
}
