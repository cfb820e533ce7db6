import type { Slack } from '../slack.ts'

/** Text as Slack keeps it: three characters are escaped, so that no one can type a reference by hand. */
export function inert(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** `@grace` and `#social` become references; a command that escapes gets their names too. */
export function referenced(slack: Slack, text: string, named: boolean): string {
  const people = slack.state.people
    .all()
    .map((one) => [`@${one.handle}`, `<@${one.id}${named ? `|${one.handle}` : ''}>`] as const)
  const channels = slack.state.channels.all().map((one) => [`#${one.name}`, `<#${one.id}|${one.name}>`] as const)
  const known = new Map<string, string>([...people, ...channels])
  return text.replace(/[@#][\w-]+/g, (word) => known.get(word.toLowerCase()) ?? word)
}
