import type { ViewState, Where } from '../slack/workspace.ts'
import type { Reader } from './reader.ts'

/** Where blocks stand, and what pressing and typing there means. */
export interface Room {
  at: Where
  reader: Reader
  state: ViewState
  errors: Record<string, string>
  set(blockId: string, actionId: string, value: Record<string, unknown>): void
  press(blockId: string, actionId: string, chosen?: Record<string, unknown>): Promise<void>
}

/** What an element holds: what was typed or chosen here, else what it began with. */
export function held(room: Room, blockId: string, actionId: string): Record<string, unknown> {
  return room.state[blockId]?.[actionId] ?? {}
}
