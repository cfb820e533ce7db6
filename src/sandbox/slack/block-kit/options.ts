import { z } from 'zod'
import { anyText, plainText } from './text.ts'

const value = z.string().min(1).max(150)

export const option = z.strictObject({ text: plainText(75), value, description: plainText(75).optional() })

// Radio buttons and checkboxes alone may have marked-up options.
export const richOption = z.strictObject({ text: anyText(75), value, description: anyText(75).optional() })

export const overflowOption = option.extend({ url: z.url().max(3000).optional() })

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) })

export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
})

export type Option = z.infer<typeof richOption>
export type OptionGroup = z.infer<typeof optionGroup>
