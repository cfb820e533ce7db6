import { section } from '../blocks.ts'
import { inert } from '../text.ts'
import type { Words } from './drawing.ts'

/** Something an operator or a lead must do. Loud, and once a day for the same thing. */
export function alert(data: Record<string, unknown>, leads: string[]): Words {
  const mention = leads.map((id) => `<@${id}> `).join('')
  const text = `${mention}:rotating_light: ${inert(String(data.says))}`
  return { text, blocks: [section(text)] }
}
