import { mentions } from './priority.ts'

/** What is known of a message on arrival. */
export interface Said {
  place: 'public' | 'private' | 'review'
  text: string
  attachments: { sticker?: boolean }[]
  rating?: number
  /**
   * Whom it answers: a `friend` is another customer about whose comment nothing is open; `themselves`, a quiet comment of
   * their own. Of `somebody` we do not know enough.
   */
  answers: 'nobody' | 'us' | 'themselves' | 'friend' | 'somebody'
  /** What we are called there. */
  us: string[]
  /** The team's words for what cannot wait. */
  urgent: string[]
}

/**
 * Does it ask nothing of us? Only emoji, stickers or a laugh; only the names of friends, with their hashtags; friends talking
 * to each other. Only in public, and when in doubt it is not.
 */
export function isQuiet(said: Said): boolean {
  const { place, attachments, rating, text } = said
  if (place !== 'public' || rating !== undefined) return false
  if (attachments.some(({ sticker }) => !sticker) || asks(text) || mentions(text, said.urgent)) return false
  const callsUs = mentions(text, said.us)
  const namesFriends = !callsUs && names().test(text)
  const left = text.replaceAll(names(), ' ').replace(namesFriends ? hashtags() : '', ' ')
  if (isFeeling(left)) return left.trim() !== '' || namesFriends || attachments.length > 0
  return !callsUs && (said.answers === 'friend' || (said.answers === 'themselves' && namesFriends))
}

// What these look for is asked of Unicode's tables, which takes a while: when the first message comes, not at each start.

// Where words stand without spaces, nobody can say where a name ends: "@太郎这个怎么买" goes on with a question.
const names = () =>
  /(?<![\p{L}\p{N}])@[[\p{L}\p{M}\p{N}_.\-]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]+/gv
const hashtags = () =>
  /[#＃][[\p{L}\p{M}\p{N}_]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]+/gv

/** Question marks of all scripts; in Greek it looks like a semicolon. */
const QUESTION = /[?？؟՞፧⸮⁇⁈⁉❓❔\u037E🆘]|\p{Script=Greek}\s*;/u

function asks(text: string): boolean {
  return QUESTION.test(text)
}

const emoji = () => /\p{RGI_Emoji}/gv
const faces = () =>
  /(?<![\p{L}\p{N}])(?:[:;=xX8]['’]?-?[()DPpOo3*|\\/[\]]+|<3+|\^_*\^|[tT]_+[tT]|[oO0]_+[oO0]|\([yY]\))(?![\p{L}\p{N}])/gu
const laughs = () =>
  /(?<![\p{L}\p{N}])(?:(?:[bm]?w?a?(?:h[aeio]){2,}h?)|(?:j[aeio]){2,}j?|(?:[хx][аеио]){2,}[хx]?|k{3,}|l+o+l+(?:o+l+)*|lmf?ao+|rofl|ㅋ+|ㅎ+|ه{2,}|خ{2,}|ח{2,}|(?:हा){2,}|[哈呵嘿]{2,}|[笑草]+|w{2,})(?![\p{L}\p{N}])/giu
/** Not the signs of money, nor those of arithmetic: "+" means "I want one" in many a thread. */
const MARKS = /^[\s\p{P}\p{So}\p{Sk}\p{M}\p{Cf}]*$/u

function isFeeling(text: string): boolean {
  return MARKS.test(text.replace(emoji(), ' ').replace(faces(), ' ').replace(laughs(), ' '))
}
