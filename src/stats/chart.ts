import type { ChartDay } from './chart-days.ts'
import { duration } from './duration.ts'

// Drawn for a phone's width and thrice as large, on a ground of its own, so that light or dark around it changes nothing.
const WIDTH = 400
const HEIGHT = 226
const PLOT = { left: 46, right: 388, top: 62, bottom: 186 }
const INK = { text: '#1d1c1d', quiet: '#5b5a5e', faint: '#76757a', line: '#e4e3e0', ground: '#ffffff', edge: '#d9d8d4' }
const HALF = '#1f5fa8'
const MOST = '#a9cbee'
const OVER = '#f0b27a'
const PROMISE = '#a8450b'

/** Half and 9 in 10 of the first replies, a bar a day, against the promise (milliseconds, or null for none): an SVG. */
export function chart(days: ChartDay[], promiseMs: number | null): string {
  const top = scaleTop(days, promiseMs)
  const y = (ms: number) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * Math.min(ms, top)) / top
  const step = (PLOT.right - PLOT.left) / Math.max(days.length, 1)
  const bars = days.map((day, index) => bar(day, PLOT.left + step * (index + 0.5), { y, top, promiseMs }))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Inter">
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="8" fill="${INK.ground}" stroke="${INK.edge}"/>
${text(14, 24, 'How long customers waited for a first reply', { size: 13.5, bold: true })}
${legend(promiseMs)}
${grid(top, y)}
${bars.join('\n')}
${promiseMs === null ? '' : promiseLine(y(promiseMs))}
${dates(days, step)}
</svg>`
}

/** High enough for the promise and for most days; a single day that is worse by far is cut off, and says its number. */
function scaleTop(days: ChartDay[], promiseMs: number | null): number {
  const values = days.flatMap(({ firstReply }) => firstReply.p90Ms ?? []).toSorted((a, b) => a - b)
  const usual = values.at(Math.ceil(values.length * 0.8) - 1) ?? 0
  const highest = Math.min(values.at(-1) ?? 0, usual * 2)
  return Math.max(highest * 1.08, (promiseMs ?? 0) * 1.35, 10 * 60_000)
}

interface Scale {
  y: (ms: number) => number
  top: number
  promiseMs: number | null
}

function bar({ firstReply: { medianMs, p90Ms } }: ChartDay, x: number, { y, top, promiseMs }: Scale): string {
  if (medianMs === null || p90Ms === null) return text(x, PLOT.bottom - 4, '–', { anchor: 'middle' })
  const kept = promiseMs === null ? p90Ms : Math.min(p90Ms, promiseMs)
  const parts = [column(x, 15, y(p90Ms), p90Ms > kept ? OVER : MOST), p90Ms > kept ? plain(x, 15, y(kept), MOST) : '']
  const cut = p90Ms > top
  return [
    ...parts,
    column(x, 8, y(medianMs), HALF),
    cut ? `<path d="M${x - 10} ${PLOT.top + 9}l20 -5v4l-20 5z" fill="${INK.ground}"/>` : '',
    cut ? text(x, PLOT.top - 3, duration(p90Ms), { anchor: 'middle', size: 9.5 }) : '',
  ].join('')
}

function column(x: number, width: number, top: number, fill: string): string {
  const height = Math.max(PLOT.bottom - top, 1.5)
  const round = Math.min(2.5, height / 2)
  const [left, right, y] = [x - width / 2, x + width / 2, PLOT.bottom - height]
  return `<path d="M${left} ${PLOT.bottom}V${y + round}Q${left} ${y} ${left + round} ${y}H${right - round}Q${right} ${y} ${right} ${y + round}V${PLOT.bottom}Z" fill="${fill}"/>`
}

function plain(x: number, width: number, top: number, fill: string): string {
  return `<rect x="${x - width / 2}" y="${top}" width="${width}" height="${PLOT.bottom - top}" fill="${fill}"/>`
}

function legend(promiseMs: number | null): string {
  const y = 44
  const swatch = (x: number, fill: string, width: number) =>
    `<rect x="${x}" y="${y - 9}" width="${width}" height="10" rx="2" fill="${fill}"/>`
  return [
    swatch(14, HALF, 8),
    text(26, y, 'half within'),
    swatch(100, MOST, 12),
    text(117, y, '9 in 10 within'),
    promiseMs === null
      ? ''
      : `${swatch(211, OVER, 12)}${text(228, y, `past the promise of <tspan font-weight="600" fill="${INK.text}">${duration(promiseMs)}</tspan>`)}`,
  ].join('')
}

function grid(top: number, y: (ms: number) => number): string {
  const lines = ticks(top).map(
    (ms) =>
      `<path d="M${PLOT.left} ${y(ms)}H${PLOT.right}" stroke="${INK.line}"/>${text(PLOT.left - 7, y(ms) + 3.5, ms === 0 ? '0' : duration(ms), { anchor: 'end' })}`,
  )
  return lines.join('\n')
}

const MINUTE = 60_000
const STEPS = [5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 2880, 7200, 14_400, 43_200]

function ticks(top: number): number[] {
  const step = (STEPS.find((minutes) => top / (minutes * MINUTE) <= 4) ?? 86_400) * MINUTE
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step)
}

function promiseLine(y: number): string {
  return `<path d="M${PLOT.left} ${y}H${PLOT.right}" stroke="${PROMISE}" stroke-width="1.4" stroke-dasharray="5 3"/>`
}

/** The weekday and the day under each bar; the month where it begins, and under the first. */
function dates(days: ChartDay[], step: number): string {
  const labels = days.map(({ day }, index) => {
    const x = PLOT.left + step * (index + 0.5)
    const named = index === 0 || day.day === 1 ? day.toLocaleString('en-GB', { month: 'short' }) : ''
    const month = named && text(x, 221, named, { anchor: 'middle', size: 9.5 })
    const resting = day.dayOfWeek > 5
    return `${text(x, 198, day.toLocaleString('en-GB', { weekday: 'narrow' }), { anchor: 'middle', size: 9.5, faint: resting })}${text(x, 210, String(day.day), { anchor: 'middle', size: 10.5, faint: resting })}${month}`
  })
  return labels.join('\n')
}

interface TextStyle {
  size?: number
  bold?: boolean
  faint?: boolean
  anchor?: 'start' | 'middle' | 'end'
}

/** Only words and numbers of our own: nothing here needs to be escaped. */
function text(
  x: number,
  y: number,
  words: string,
  { size = 11, bold, faint, anchor = 'start' }: TextStyle = {},
): string {
  const fill = bold ? INK.text : faint ? INK.faint : INK.quiet
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${bold ? 600 : 400}" fill="${fill}" text-anchor="${anchor}">${words}</text>`
}
