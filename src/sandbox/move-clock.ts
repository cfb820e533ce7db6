import { Cannot } from './cannot.ts'
import type { DeskParts } from './desk.ts'
import type { Person } from './slack/workspace.ts'
import { fairWeather, weatherId } from './weather.ts'

type Wanted = { minutes: number } | { to: 'end of a promise' | 'tomorrow morning' }

/** Moves the app's clock: by minutes, to when the next promise has just ended, or to just after nine on this person's next morning. */
export async function moveClock(parts: DeskParts, person: Person, wanted: Wanted): Promise<void> {
  const { slack, advanceClock } = parts
  await advanceClock(await how(parts, person, wanted))
  const weather = slack.state.weather.get(weatherId) ?? fairWeather
  slack.state.weather.put(weatherId, { ...weather, ahead: slack.now().epochMilliseconds - Date.now() })
}

async function how({ slack, nextPromise }: DeskParts, person: Person, wanted: Wanted): Promise<Temporal.Duration> {
  if ('minutes' in wanted) return Temporal.Duration.from({ minutes: wanted.minutes })
  const now = slack.now()
  if (wanted.to === 'tomorrow morning') return untilMorning(now, person)
  const promise = await nextPromise()
  if (!promise) throw new Cannot('No promise is running: nobody waits, or all who wait are late already.')
  return now.until(promise).add({ seconds: 1 })
}

function untilMorning(now: Temporal.Instant, person: Person): Temporal.Duration {
  const here = now.toZonedDateTimeISO(person.timeZone)
  const morning = here.add({ days: 1 }).withPlainTime('09:01')
  return now.until(morning.toInstant(), { largestUnit: 'hour' })
}
