import type { Element } from '../block-kit/elements.ts'
import type { Block, Modal } from '../block-kit.ts'
import type { ViewState } from '../workspace.ts'

type FileInput = Extract<Element, { type: 'file_input' }>

/** What Slack itself checks before it asks the app: required fields, lengths, numbers, addresses. By block id. */
export function fieldErrors(view: Modal, state: ViewState): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const block of view.blocks) {
    const error = block.type === 'input' && errorOf(block, heldIn(state[block.block_id ?? '']))
    if (error && block.type === 'input') errors[block.block_id ?? ''] = error
  }
  return errors
}

function heldIn(actions: Record<string, Record<string, unknown>> | undefined): unknown {
  const [entry] = Object.values(actions ?? {})
  const { type: _, ...held } = entry ?? {}
  return Object.values(held).find((value) => value !== null && value !== undefined)
}

function errorOf(block: Extract<Block, { type: 'input' }>, value: unknown): string | undefined {
  const { element } = block
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
    return block.optional ? undefined : 'Please complete this required field.'
  }
  if (element.type === 'file_input') return filesError(element, value)
  const text = String(value)
  if (element.type === 'plain_text_input') {
    const most = element.max_length ?? 3000
    if (text.length > most) return `Must be ${most} characters or fewer.`
    if (element.min_length && text.length < element.min_length)
      return `Must be at least ${element.min_length} characters.`
  }
  if (element.type === 'number_input') {
    const number = Number(text)
    if (Number.isNaN(number) || (!element.is_decimal_allowed && !Number.isInteger(number))) {
      return element.is_decimal_allowed ? 'Must be a number.' : 'Must be a whole number.'
    }
    if (element.min_value !== undefined && number < Number(element.min_value))
      return `Must be ${element.min_value} or more.`
    if (element.max_value !== undefined && number > Number(element.max_value))
      return `Must be ${element.max_value} or less.`
  }
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) return 'Must be an email address.'
  if (element.type === 'url_text_input' && !URL.canParse(text)) return 'Must be a link.'
  return undefined
}

function filesError({ filetypes, max_files }: Pick<FileInput, 'filetypes' | 'max_files'>, value: unknown) {
  const files = Array.isArray(value) ? value : []
  if (files.length > (max_files ?? 10)) return `At most ${max_files ?? 10} files can be attached.`
  const other = files.find(({ filetype }) => filetypes && !filetypes.includes(filetype))
  return other && `${other.name}: only ${filetypes?.join(', ')} can be attached.`
}
