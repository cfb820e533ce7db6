import type { KnownBlock } from '@slack/types'

/** What a message says. `text` stands for itself: a screen reader reads it instead of the blocks. */
export interface Words {
  text: string
  blocks: KnownBlock[]
}

/** What a post looks like now. `gone`: it should stand there no more. `unfinished`: a part of it may be had a little later. */
export type Drawing = (Words & { unfinished?: true }) | { gone: true }
