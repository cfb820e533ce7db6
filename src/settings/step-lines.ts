import type { Step } from '../sla/ladder.ts'

const order = ['unclaimed', 'claimed', 'any']

/** Reminders as a lead types them, one a line: `unclaimed 50% channel`, `claimed 100% owner`, `any 150% leads always`. */
export function writeStepLines(steps: readonly Step[]): string {
  return steps
    .toSorted((a, b) => order.indexOf(a.ticket) - order.indexOf(b.ticket))
    .map(({ ticket, at, tell, always }) => [ticket, `${at}%`, tell, always && 'always'].filter(Boolean).join(' '))
    .join('\n')
}

type Written = { ticket: string; at: string; tell: string; always: boolean }

/** The form that a step is read from, or the first line that is none. */
export function readStepLines(text: string): { steps: Written[] } | { refused: string } {
  const lines = text.split('\n').flatMap((line) => line.trim() || [])
  const steps: Written[] = []
  for (const line of lines) {
    const [, ticket = 'any', at, tell, always] =
      /^(?:(unclaimed|claimed|any)\s+)?(\d+\s?%)\s+(channel|duty|owner|leads)(\s+always)?$/i.exec(line) ?? []
    if (!at || !tell) return { refused: line }
    steps.push({ ticket: ticket.toLowerCase(), at, tell: tell.toLowerCase(), always: always !== undefined })
  }
  return { steps }
}
