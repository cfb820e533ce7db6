/** A `<!date^…>` token's text for a reader in `timeZone`, as Slack words it. */
export function slackDate(seconds: number, format: string, timeZone: string, now: number): string {
  const at = new Date(seconds * 1000)
  const write = (options: Intl.DateTimeFormatOptions) => at.toLocaleString('en-GB', { timeZone, ...options })
  const pretty = (plain: string) => nearDay(at, now, timeZone) ?? plain
  const long = () => write({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const short = () => write({ day: 'numeric', month: 'short', year: 'numeric' })
  const usual = () => write({ day: 'numeric', month: 'long', year: 'numeric' })
  const tokens: Record<string, () => string> = {
    date_num: () => write({ year: 'numeric', month: '2-digit', day: '2-digit' }).split('/').reverse().join('-'),
    date: usual,
    date_short: short,
    date_long: long,
    date_pretty: () => pretty(usual()),
    date_short_pretty: () => pretty(short()),
    date_long_pretty: () => pretty(long()),
    time: () => write({ hour: '2-digit', minute: '2-digit' }),
    time_secs: () => write({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(now - at.getTime()),
  }
  const text = format.replace(/\{(\w+)\}/g, (token, name: string) => tokens[name]?.() ?? token)
  // Slack begins a line with a capital: "Today at 14:30".
  return format.startsWith('{') ? text.charAt(0).toUpperCase() + text.slice(1) : text
}

function nearDay(at: Date, now: number, timeZone: string): string | undefined {
  const day = (time: number) => new Date(time).toLocaleDateString('en-CA', { timeZone })
  const hours24 = 86_400_000
  if (day(at.getTime()) === day(now)) return 'today'
  if (day(at.getTime()) === day(now - hours24)) return 'yesterday'
  if (day(at.getTime()) === day(now + hours24)) return 'tomorrow'
  return undefined
}

function ago(past: number): string {
  const minutes = Math.round(Math.abs(past) / 60_000)
  const [amount, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 1440
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day']
  const words = `${amount} ${unit}${amount === 1 ? '' : 's'}`
  return past >= 0 ? `${words} ago` : `in ${words}`
}
