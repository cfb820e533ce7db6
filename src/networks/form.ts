import type { OutgoingAttachment } from './network.ts'

/** A form with files in it, for the networks that take them so. */
export function form(fields: Record<string, string | undefined>, files: Record<string, OutgoingAttachment>): FormData {
  const made = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) made.append(name, value)
  for (const [name, { bytes, type, name: called }] of Object.entries(files))
    made.append(name, new Blob([bytes], { type }), called)
  return made
}
