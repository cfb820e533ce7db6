import { hours } from './hours.ts'
import { languages } from './languages.ts'
import { promise } from './promise.ts'
import { reminders } from './reminders.ts'
import { routing } from './routing.ts'
import { satisfaction } from './satisfaction.ts'
import type { Setting } from './setting.ts'

/** What leads set, in the order in which Home shows it. */
export const settings: Setting[] = [hours, promise, routing, reminders, languages, satisfaction]
