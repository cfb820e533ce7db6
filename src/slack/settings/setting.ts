import type { InputBlock } from '@slack/types'
import type { Settings } from '../../settings/settings.ts'
import type { Stored } from '../../settings/stored.ts'
import type { Arrived } from '../../tickets/latest-arrivals.ts'
import type { ButtonFace } from '../blocks.ts'

/**
 * Something that leads set from Home: one file and one line in `index.ts`. What is typed is read by the schema of the
 * settings file, so that both take and refuse the same.
 */
export interface Setting {
  id: string
  /** Its heading on Home, and the title of its modal. */
  title: string
  /** The label of the button that adds one; none: there is always exactly one. */
  add?: string
  /** Another button beside that. */
  also?: Omit<ButtonFace, 'value'>
  /** What Home says where nothing is set. */
  none?: string
  /** What stands on Home, each with an Edit button. */
  rows(stored: Stored): Row[]
  /** What its modal holds as it is set now; of a new one, what to begin with. Undefined: there is none of that name. */
  typed(stored: Stored, which: string): Typed | undefined
  inputs(typed: Typed, known: Known): InputBlock[]
  /** The settings with what was typed in place of what is set. */
  change(typed: Typed, which: string, known: Known, now: Temporal.Instant): Promise<Change> | Change
  /** What the new settings mean, in plain words. */
  preview(team: Settings, path: Path, known: Known, now: Temporal.Instant): string[]
}

export interface Row {
  /** Which one it is, for its Edit button. */
  which: string
  says: string
}

/** By the input's id. */
export type Typed = Record<string, string>

export type Path = (string | number)[]

export interface Known {
  stored: Stored
  /** The names of the connected accounts. */
  accounts: string[]
  /** The newest tickets, to say what a rule would have done with them. */
  latest: Arrived[]
  /** Why Roost cannot post in a channel: a sentence; undefined: it can, and knows it from now on. */
  channelProblem(id: string): Promise<string | undefined>
}

export type Change =
  | { errors: Record<string, string> }
  | {
      /** In the form of the settings file, still to be read. */
      json: unknown
      /** Where in it this setting stands: what is wrong there is told at its field, all else at the first one. Empty: removed. */
      path: Path
      /** The typed form, where reading it has filled something in. */
      typed?: Typed
    }
