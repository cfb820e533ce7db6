import type { Logger } from 'pino'
import type { Post } from '../db/posts.ts'
import { section } from './blocks.ts'
import type { Words } from './render/drawing.ts'
import { troubleOf } from './trouble.ts'

/**
 * A post is never withheld: what Slack refuses is drawn once more without its pictures, then in plain text with its buttons.
 * `whole` says whether it stands as it was meant.
 */
export async function orPlainly<T>(
  log: Logger,
  post: Post,
  words: Words,
  call: (words: Words) => Promise<T>,
): Promise<{ taken: T; whole: boolean }> {
  try {
    return { taken: await call(words), whole: true }
  } catch (error) {
    const { is, code } = troubleOf(error)
    if (is !== 'refused') throw error
    const blocks = withoutPictures(words.blocks)
    const rest = blocks && { ...words, blocks }
    log.warn(
      { post: post.id, kind: post.kind, code },
      `Slack refused a drawing; it is drawn ${rest ? 'without its picture' : 'plainly'}`,
    )
    if (rest) return { ...(await orPlainly(log, post, rest, call)), whole: false }
    // Nothing is left to come: plainly is how it stays.
    return { taken: await call(plainly(words)), whole: true }
  }
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

function isPicture(one: unknown): boolean {
  return typeof one === 'object' && one !== null && 'type' in one && one.type === 'image'
}

function plainly({ text, blocks }: Words): Words {
  const rows = blocks.filter((block) => block.type === 'actions')
  return { text: text.slice(0, 2900), blocks: [section(text), ...rows] }
}
