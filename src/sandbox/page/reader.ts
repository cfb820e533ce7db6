import type { Person } from '../slack/workspace.ts'
import { rows } from './rows.ts'

/** For whom markup is drawn: dates in their zone, their own name made loud. */
export interface Reader {
  id: string
  timeZone: string
  now: number
  personName(id: string): string | undefined
  channelName(id: string): string | undefined
}

export function reader(person: Person): Reader {
  return {
    id: person.id,
    timeZone: person.timeZone,
    now: appNow(),
    personName: (id) => rows.people.get(id)?.name,
    channelName: (id) => rows.channels.get(id)?.name,
  }
}

/** The app's clock, which the controls can move ahead of the real one. */
export function appNow(): number {
  return Date.now() + (rows.weather.get('now')?.ahead ?? 0)
}

export function clockTime(at: number, timeZone: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
}
