import { readFileSync } from 'node:fs'

// Loaded into Roost before anything else: its clock stands ahead by so many minutes as a file says, or behind. The one that
// counts how long something takes goes on as it does, as where a machine's time is set while it runs.

const file = process.env.SHIFTED_BY ?? ''
const real = Date.now
let ahead = read()
setInterval(() => {
  ahead = read()
}, 50).unref()

function read(): number {
  return Number(readFileSync(file, 'utf8')) * 60_000
}

const now = () => real() + ahead
globalThis.Date = new Proxy(Date, {
  construct: (date, given, as) => Reflect.construct(date, given.length ? given : [now()], as),
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
})
Temporal.Now.instant = () => Temporal.Instant.fromEpochMilliseconds(now())
