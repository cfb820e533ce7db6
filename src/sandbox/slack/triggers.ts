import { randomBytes } from 'node:crypto'
import { ApiError } from './api-error.ts'

export interface Trigger {
  user: string
  /** The modal whose button was pressed, for `views.push`. */
  modal?: string
}

export interface Triggers {
  issue(trigger: Trigger): string
  redeem(id: string): Trigger
}

const lifetime = 3_000

/** Trigger ids live 3 real seconds and work once. */
export function openTriggers(): Triggers {
  const issued = new Map<string, Trigger & { at: number; used: boolean }>()
  return {
    issue(trigger) {
      const id = `${Date.now()}.${Math.floor(Math.random() * 1e9)}.${randomBytes(16).toString('hex')}`
      issued.set(id, { ...trigger, at: performance.now(), used: false })
      setTimeout(() => issued.delete(id), 10 * 60_000).unref()
      return id
    },
    redeem(id) {
      const trigger = issued.get(id)
      if (!trigger) throw new ApiError('invalid_trigger_id')
      if (trigger.used) throw new ApiError('exchanged_trigger_id')
      if (performance.now() - trigger.at > lifetime) throw new ApiError('expired_trigger_id')
      trigger.used = true
      return trigger
    },
  }
}
