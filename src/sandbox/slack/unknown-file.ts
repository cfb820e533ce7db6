import type { Slack } from './slack.ts'

/**
 * What Slack says of a block that names anything but a picture whose upload has been completed: such a block is invalid.
 * Undefined: each is one.
 */
export function unknownFile(slack: Slack, given: unknown, pointer = ''): string | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  for (const [name, value] of Object.entries(given)) {
    const here = `${pointer}/${name}`
    if (name === 'slack_file' && !isPicture(slack, value)) return `[ERROR] invalid slack file [json-pointer:${here}]`
    const inside = unknownFile(slack, value, here)
    if (inside) return inside
  }
  return undefined
}

function isPicture(slack: Slack, { id, url }: { id?: string; url?: string }): boolean {
  const file = slack.state.files.get(id ?? url?.split('/').at(-2) ?? '')
  return file?.completed === true && /^image\/(png|jpeg|gif)$/.test(file.type)
}
