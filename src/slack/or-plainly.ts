import type { Logger } from 'pino'
import type { Post } from '../db/posts.ts'
import { section } from './blocks.ts'
import type { Words } from './render/drawing.ts'
import { cut } from './text.ts'
import { troubleOf } from './trouble.ts'

/** In characters: `chat.update` takes no longer text, whatever the blocks. */
const TEXT = 3900

/**
 * A post is never withheld: what Slack refuses is drawn once more without its pictures, then in plain text with its buttons,
 * then without those. `whole` says whether it stands as it was meant.
 */
export async function orPlainly<T>(
  log: Logger,
  post: Post,
  words: Words,
  call: (words: Words) => Promise<T>,
): Promise<{ taken: T; whole: boolean }> {
  let refused: unknown
  for (const { how, whole, words: said } of ways(words)) {
    const { id, kind } = post
    if (refused)
      log.warn({ post: id, kind, code: troubleOf(refused).code }, `Slack refused a drawing; it is drawn ${how}`)
    try {
      return { taken: await call({ ...said, text: cut(said.text, TEXT) }), whole }
    } catch (error) {
      if (troubleOf(error).is !== 'refused') throw error
      refused = error
    }
  }
  throw refused
}

function ways(words: Words): { how: string; words: Words; whole: boolean }[] {
  const blocks = withoutPictures(words.blocks)
  // Slack looks through a file before it shows it. All else that it refuses it refuses for good: so it stays.
  const whole = !words.blocks.some(awaitsFile)
  return [
    { how: 'as it is', words, whole: true },
    ...(blocks ? [{ how: 'without its picture', words: { ...words, blocks }, whole }] : []),
    { how: 'plainly', words: plainly(words), whole },
    { how: 'without its buttons', words: plainly({ ...words, blocks: [] }), whole },
  ]
}

interface Block {
  type: string
  accessory?: unknown
  elements?: unknown[]
}

/** Undefined: there are none. */
export function withoutPictures<B extends Block>(blocks: B[]): B[] | undefined {
  const rest = blocks.filter((block) => !isPicture(block)).map(bare)
  return rest.length < blocks.length || rest.some((block) => !blocks.includes(block)) ? rest : undefined
}

function bare<B extends Block>(block: B): B {
  if (isPicture(block.accessory)) return { ...block, accessory: undefined }
  return block.elements?.some(isPicture)
    ? { ...block, elements: block.elements.filter((one) => !isPicture(one)) }
    : block
}

function awaitsFile(block: Block): boolean {
  return [block, block.accessory].some((one) => isPicture(one) && 'slack_file' in one)
}

function isPicture(one: unknown): one is object {
  return typeof one === 'object' && one !== null && 'type' in one && one.type === 'image'
}

function plainly({ text, blocks }: Words): Words {
  const rows = blocks.filter((block) => block.type === 'actions')
  return { text: text.slice(0, 2900), blocks: [section(text), ...rows] }
}
