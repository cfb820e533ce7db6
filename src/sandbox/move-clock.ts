import type { DeskParts } from './desk.ts'
import type { Person } from './slack/workspace.ts'
import { fairWeather, weatherId } from './weather.ts'

type Wanted = { minutes: number } | { to: 'tomorrow morning' }

/** Moves the app's clock: by minutes, or to just after nine on this person's next morning. */
export async function moveClock({ slack, advanceClock }: DeskParts, person: Person, wanted: Wanted): Promise<void> {
  const by =
    'minutes' in wanted ? Temporal.Duration.from({ minutes: wanted.minutes }) : untilMorning(slack.now(), person)
  await advanceClock(by)
  const weather = slack.state.weather.get(weatherId) ?? fairWeather
  slack.state.weather.put(weatherId, { ...weather, ahead: slack.now().epochMilliseconds - Date.now() })
}

function untilMorning(now: Temporal.Instant, person: Person): Temporal.Duration {
  const here = now.toZonedDateTimeISO(person.timeZone)
  const morning = here.add({ days: 1 }).withPlainTime('09:01')
  return now.until(morning.toInstant(), { largestUnit: 'hour' })
}
