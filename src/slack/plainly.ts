import { section } from './blocks.ts'
import type { Words } from './render/drawing.ts'

/** Text and buttons alone: what is left when Slack refuses a drawing. */
export function plainly({ text, blocks }: Words): Words {
  const rows = blocks.filter((block) => block.type === 'actions')
  return { text: text.slice(0, 2900), blocks: [section(text), ...rows] }
}
