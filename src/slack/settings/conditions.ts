import { type Choice, select } from '../inputs.ts'
import type { Typed } from './setting.ts'

/** A choice must have a value: this one sets no condition, or changes nothing. */
export const ANY = 'any'

/** A menu whose first choice, `any`, says what it means to choose none. */
export function condition(id: string, label: string, any: string, choices: Choice[], typed: Typed) {
  // A menu holds 100.
  return select({ id, label, choices: [[ANY, any], ...choices.slice(0, 99)], initial: typed[id] ?? ANY })
}

/** An account that is not connected any more stays among the choices while it is chosen. */
export function accountCondition(label: string, accounts: string[], typed: Typed) {
  const current = typed.account ?? ANY
  const all = [...new Set([...accounts, ...(current === ANY ? [] : [current])])]
  const choices = all.map((name): Choice => [name, name])
  return condition('account', label, 'Every account', choices, typed)
}

export function placeCondition(typed: Typed) {
  const choices: Choice[] = [
    ['public', 'In public: a comment or mention'],
    ['private', 'In private: a direct message'],
    ['review', 'A review'],
  ]
  return condition('place', 'Where the customer wrote', 'Anywhere', choices, typed)
}

export function priorityCondition(any: string, typed: Typed) {
  return condition('priority', 'Priority', any, named(['urgent', 'high', 'normal', 'low']), typed)
}

/** Names as choices: `office` is shown as Office. */
export function named(names: readonly string[]): Choice[] {
  return names.map((name) => [name, name.charAt(0).toUpperCase() + name.slice(1)])
}
