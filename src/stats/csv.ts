/** What a cell of an export can hold. */
export type Cell = string | number | boolean | null

/** One line of CSV as RFC 4180 has it, without its end. */
export function csvLine(cells: Cell[]): string {
  return cells.map((cell) => quoted(inert(cell))).join(',')
}

/**
 * A spreadsheet takes a text that begins like this for a formula and runs it, full-width signs too: an apostrophe makes it
 * a text again. Where people write 1,5 a spreadsheet parts cells at semicolons, whatever stands in quotation marks, and takes
 * away those that a cell begins with.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function inert(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const whole = /^[\s"]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell
  // The sign first: to look behind it alone takes no longer for many blanks than for few.
  return whole.replaceAll(/(?=[=+\-@＝＋－＠])(?<=[;\t\r\n][\s"]*)/g, "'")
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
