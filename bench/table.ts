import type { Row } from './bench.ts'

/** The table as it is printed: a line each, and below it why a goal was missed. */
export function table(rows: Row[]): string {
  const lines = [
    ['', 'ratio', 'goal', 'met', 'floor', 'went wrong'],
    ...rows.map(({ name, ratio, goal, met, floor, wrong }) => [
      ...[name, String(ratio), goal, met ? 'yes' : 'NO', floor, inWords(wrong)],
    ]),
  ]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  const printed = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const missed = rows.filter(({ met, why }) => !met && why).map(({ name, why }) => `${name}: ${why}`)
  return [...printed, '', ...missed].join('\n').trimEnd()
}

function inWords(wrong: Row['wrong']): string {
  return Object.entries(wrong)
    .map(([what, times]) => `${times} ${what}`)
    .join(', ')
}
