import type { z } from 'zod'
import type { Block } from './blocks.ts'

/** Block ids are unique in a message or view, action ids inside their block. */
export function uniqueIds(blocks: Block[], context: z.RefinementCtx) {
  const seen = new Set<string>()
  blocks.forEach((block, index) => {
    if (block.block_id && seen.has(block.block_id)) {
      context.addIssue({
        code: 'custom',
        path: [index, 'block_id'],
        message: `\`block_id\` already exists: ${block.block_id}`,
      })
    }
    if (block.block_id) seen.add(block.block_id)
    const actions = new Set<string>()
    if (block.type !== 'actions') return
    block.elements.forEach((element, place) => {
      if (element.action_id && actions.has(element.action_id)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'elements', place, 'action_id'],
          message: `\`action_id\` already exists: ${element.action_id}`,
        })
      }
      if (element.action_id) actions.add(element.action_id)
    })
  })
}
