import type { Manifest } from '../slack/workspace.ts'
import type { AccountView } from '../world/world.ts'

export interface Given {
  accounts: AccountView[]
  commands: Manifest['commands']
  shortcuts: Manifest['shortcuts']
  takesDirectMessages: boolean
}

/** What the server writes into the page: our accounts out there, and what the app's manifest offers. */
export const given: Given = JSON.parse(document.getElementById('given')?.textContent ?? '{}')
